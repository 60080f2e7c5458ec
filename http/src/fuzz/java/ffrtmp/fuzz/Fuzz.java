package ffrtmp.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import ffrtmp.fuzz.OpenApi.Operation;
import ffrtmp.fuzz.RawHttp.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/**
 * Sends seeded requests to a server and judges each answer: no error of the server, none that the
 * description does not have, nothing of its inside, and never late.
 */
public final class Fuzz {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int CONNECTIONS = 4;

  /** A machine may be slow once; a request that hangs does so again. */
  private static final int TRIES = 5;

  /** What the HTTP layer may say of a request that it was sent wrongly. */
  private static final Set<Integer> OF_THE_WIRE =
      Set.of(204, 304, 400, 401, 403, 404, 405, 406, 408, 411, 413, 414, 415, 417, 422, 429, 431);

  private static final List<String> INSIDE =
      List.of("akka.", "Exception", "java.lang", "scala.", "ffrtmp.http", "\tat ");

  private final OpenApi api;
  private final Requests requests;
  private final InetSocketAddress server;
  private final Duration late;
  private final long seed;
  private final Map<String, LongAdder> statuses = new ConcurrentHashMap<>();
  private final AtomicLong next = new AtomicLong();

  /**
   * @param operations those that the server serves
   * @param ids of things that the server has, by what their addresses begin with
   * @param key that it wants; empty: none
   * @param late after how long an answer is a hang
   */
  public Fuzz(
      OpenApi api,
      List<Operation> operations,
      Map<String, List<String>> ids,
      String key,
      InetSocketAddress server,
      Duration late,
      long seed) {
    this.api = api;
    this.server = server;
    this.late = late;
    this.seed = seed;
    requests = new Requests(api, operations, ids, key);
  }

  /**
   * Sends this many requests more.
   *
   * @throws AssertionError of the first wrong answer, with the seed and the request
   */
  public void run(long count) throws InterruptedException {
    long end = next.get() + count;
    ConcurrentHashMap<Long, Throwable> wrong = new ConcurrentHashMap<>();
    Thread[] threads = new Thread[CONNECTIONS];
    for (int i = 0; i < threads.length; i++) {
      threads[i] = new Thread(() -> work(end, wrong), "fuzz-" + i);
      threads[i].start();
    }
    for (Thread thread : threads) thread.join();
    next.set(end);
    if (!wrong.isEmpty()) {
      Map.Entry<Long, Throwable> first = new TreeMap<>(wrong).firstEntry();
      throw new AssertionError(
          "seed " + seed + ", request " + first.getKey() + ": " + first.getValue().getMessage(),
          first.getValue());
    }
  }

  /** How often each operation was answered with each kind of status, as {@code 2xx GET /jobs}. */
  public Map<String, Long> statuses() {
    Map<String, Long> all = new TreeMap<>();
    statuses.forEach((what, count) -> all.put(what, count.sum()));
    return all;
  }

  private void work(long end, Map<Long, Throwable> wrong) {
    try (RawHttp connection = new RawHttp(server)) {
      for (long number = next.getAndIncrement();
          number < end && wrong.isEmpty();
          number = next.getAndIncrement()) {
        one(connection, number, wrong);
      }
    } catch (IOException e) {
      wrong.put(end, e);
    }
  }

  private void one(RawHttp connection, long number, Map<Long, Throwable> wrong) {
    Spoilt request = requests.make(seed, number);
    try {
      judge(request, answerInTime(connection, request));
    } catch (IOException | RuntimeException | AssertionError e) {
      wrong.put(number, new AssertionError(e + "\n" + request, e));
    }
  }

  private Optional<Answer> answerInTime(RawHttp connection, Spoilt request) throws IOException {
    for (int tries = 1; ; tries++) {
      long start = System.nanoTime();
      Optional<Answer> answer = answer(connection, request);
      Duration took = Duration.ofNanos(System.nanoTime() - start);
      if (took.compareTo(late) < 0) return answer;
      if (tries == TRIES) throw new AssertionError("late " + TRIES + " times, now " + took);
    }
  }

  /** A connection that the server closed between two requests is not its fault. */
  private static Optional<Answer> answer(RawHttp connection, Spoilt request) throws IOException {
    try {
      Optional<Answer> answer = connection.send(request);
      return answer.isEmpty() && request.whole() ? connection.send(request) : answer;
    } catch (SocketTimeoutException e) {
      throw new AssertionError("no answer, and not closed", e);
    } catch (java.net.SocketException e) {
      return request.whole() ? connection.send(request) : Optional.empty();
    }
  }

  private void judge(Spoilt request, Optional<Answer> given) throws IOException {
    if (given.isEmpty()) {
      if (request.whole()) throw new AssertionError("closed without an answer");
      return;
    }
    Answer answer = given.get();
    Operation operation = request.operation();
    statuses
        .computeIfAbsent(answer.status() / 100 + "xx " + operation, key -> new LongAdder())
        .increment();
    status(request, answer);
    if (request.whole() && answer.header("X-Request-Id").isEmpty() && answer.status() < 400) {
      throw new AssertionError("an answer without its id: " + answer.headers());
    }
    String body = answer.text();
    if (answer.status() >= 400 && !request.method().equals("HEAD")) problem(answer, body);
    if (answer.status() < 300 && request.described()) success(operation, answer, body);
  }

  private void status(Spoilt request, Answer answer) {
    int status = answer.status();
    boolean described = api.response(request.operation(), status).isPresent();
    if (status == 503 && described && answer.header("Retry-After").isPresent()) return;
    // a version or a way of transfer that nobody knows
    boolean unknown = !request.whole() && (status == 501 || status == 505);
    if (status >= 500 && !unknown)
      throw new AssertionError("an error of the server: " + show(answer));
    boolean allowed = status < 300 || OF_THE_WIRE.contains(status) || status == 409 || unknown;
    if (request.described() ? !described : !allowed) {
      throw new AssertionError("not described: " + show(answer));
    }
  }

  private static void problem(Answer answer, String body) throws IOException {
    if (!answer.header("Content-Type").orElse("").startsWith("application/problem+json")) {
      throw new AssertionError("no problem: " + show(answer));
    }
    JsonNode problem = JSON.readTree(body);
    if (problem.path("status").asInt() != answer.status()
        || problem.path("detail").asText().isBlank()) {
      throw new AssertionError("a problem that says nothing: " + show(answer));
    }
    for (String word : INSIDE) {
      if (body.contains(word)) throw new AssertionError("it shows its inside: " + show(answer));
    }
  }

  private void success(Operation operation, Answer answer, String body) throws IOException {
    if (!answer.header("Content-Type").orElse("").startsWith(OpenApi.JSON)) return;
    JsonNode media =
        api.response(operation, answer.status())
            .map(response -> response.path("content").path(OpenApi.JSON))
            .orElseThrow();
    Set<String> misfits = api.strictMisfits(media.path("schema"), JSON.readTree(body));
    if (!misfits.isEmpty()) throw new AssertionError(misfits + " " + show(answer));
  }

  private static String show(Answer answer) {
    String text = answer.text();
    return answer.status()
        + " "
        + answer.headers()
        + " "
        + text.substring(0, Math.min(1000, text.length()));
  }
}
