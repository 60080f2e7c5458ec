package ffrtmp.ops.client.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A server, asked in earnest: a success is its JSON, everything else a {@link ClientFailure}. Where
 * it says {@code Retry-After} it is asked again, up to {@link Patience#told()} in all.
 */
public final class Server {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MOST_BYTES = 256 << 20;

  private final Address address;
  private final Transport transport;
  private final Patience patience;
  private final Pause pause;
  private final Clock clock;
  private final Consumer<String> tell;

  /**
   * @param tell hears in a line why it takes longer
   */
  public Server(
      Address address, Patience patience, Pause pause, Clock clock, Consumer<String> tell) {
    this.address = address;
    this.transport = new Transport(address, patience.connect());
    this.patience = patience;
    this.pause = pause;
    this.clock = clock;
    this.tell = tell;
  }

  public Patience patience() {
    return patience;
  }

  public Pause pause() {
    return pause;
  }

  public Clock clock() {
    return clock;
  }

  /** Says in a line why it takes longer. */
  public void tell(String line) {
    tell.accept(line);
  }

  /** The JSON of a success. */
  public JsonNode ask(Request request) {
    try (Reply reply = open(request)) {
      String text = text(reply);
      if (!reply.good()) throw refusal(request, reply, text);
      return parse(text).orElseThrow(() -> strange(request, "is no JSON"));
    } catch (IOException e) {
      throw Trouble.unreachable(address.base(), e);
    }
  }

  /** The same, which has to say this: whatever else answers with JSON is no success. */
  public JsonNode ask(Request request, String member) {
    JsonNode said = ask(request);
    if (said.has(member)) return said;
    throw strange(request, "says nothing of " + member);
  }

  private ClientFailure strange(Request request, String what) {
    return ClientFailure.refused(
        "the answer to " + request.method() + " " + request.path() + " " + what,
        "is " + address.base() + " an ffrtmp server?");
  }

  /** An answer whatever its status, its body still to be read. */
  public Reply open(Request request) {
    return open(request, patience.read());
  }

  /** The same with another patience for its body. */
  public Reply open(Request request, Duration read) {
    Duration left = patience.told();
    while (true) {
      Reply reply = once(request, read);
      Optional<Duration> asked =
          RetryAfter.read(reply.status(), reply.header("Retry-After"), clock);
      if (asked.isEmpty() || asked.get().compareTo(left) > 0) return reply;
      int status = reply.status();
      reply.close();
      tell("the server asks to wait " + seconds(asked.get()) + " (" + status + "), waiting");
      pause.of(asked.get());
      left = left.minus(asked.get());
    }
  }

  /** As one failure: what the server said no with. */
  public ClientFailure refusal(Request request, Reply reply) {
    try {
      return refusal(request, reply, text(reply));
    } catch (IOException e) {
      return Trouble.unreachable(address.base(), e);
    }
  }

  /** What became of a connection, in words. */
  public ClientFailure unreachable(IOException e) {
    return Trouble.unreachable(address.base(), e);
  }

  private Reply once(Request request, Duration read) {
    try {
      return transport.send(request, read);
    } catch (IOException e) {
      throw Trouble.unreachable(address.base(), e);
    }
  }

  private static ClientFailure refusal(Request request, Reply reply, String text) {
    JsonNode body = parse(text).orElse(MissingNode.getInstance());
    return Problem.of(request, reply.status(), body, text);
  }

  private static Optional<JsonNode> parse(String text) {
    try {
      JsonNode node = JSON.readTree(text);
      return node.isContainerNode() ? Optional.of(node) : Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  private static String text(Reply reply) throws IOException {
    byte[] bytes = reply.body().readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) throw new IOException("an answer of more than 256 MiB");
    if (bytes.length < reply.promised()) throw new EOFException("the answer ended too early");
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static String seconds(Duration time) {
    return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
  }
}
