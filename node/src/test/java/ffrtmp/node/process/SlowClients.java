package ffrtmp.node.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Many connections of one address that never get to the point: a third drips its heads, a third its
 * bodies, a third asks for much and reads nothing. Whoever is cut off comes again.
 */
final class SlowClients implements AutoCloseable {
  @SuppressWarnings({"ImmutableEnumChecker", "StringConcatToTextBlock"}) // bytes of a request
  private enum Kind {
    HEAD(head("GET /jobs", "X-Drip: ")),
    BODY(
        head(
                "POST /jobs/batch",
                "X-API-Key: " + HardeningIT.KEY,
                "Content-Type: application/x-ndjson",
                "Content-Length: 999999")
            + "\r\n\r\n"),
    READ((head("GET /openapi.json") + "\r\n\r\n").repeat(100));

    private final String opening;

    Kind(String opening) {
      this.opening = opening;
    }

    /** Without its end. */
    private static String head(String what, String... lines) {
      String all = what + " HTTP/1.1\r\nHost: x";
      return lines.length == 0 ? all : all + "\r\n" + String.join("\r\n", lines);
    }
  }

  private static final class Slow {
    private final Kind kind;
    private SocketChannel channel;

    private Slow(Kind kind) {
      this.kind = kind;
    }
  }

  private final InetSocketAddress server;
  private final InetAddress from;
  private final List<Slow> clients = new ArrayList<>();
  private final AtomicBoolean ending = new AtomicBoolean();
  private final AtomicLong opened = new AtomicLong();
  private final AtomicLong cut = new AtomicLong();
  private final Thread thread;

  private SlowClients(InetSocketAddress server, InetAddress from, int count) {
    this.server = server;
    this.from = from;
    for (int i = 0; i < count; i++) clients.add(new Slow(Kind.values()[i % 3]));
    thread = new Thread(this::drip, "slow-clients");
  }

  static SlowClients start(int port, String from, int count) throws IOException {
    SlowClients slow =
        new SlowClients(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
            InetAddress.getByName(from),
            count);
    slow.thread.start();
    return slow;
  }

  /** Connections made so far. */
  long opened() {
    return opened.get();
  }

  /** Those of them that the server ended. */
  long cut() {
    return cut.get();
  }

  private void drip() {
    while (!ending.get()) {
      for (Slow client : clients) if (!ending.get()) step(client);
      LockSupport.parkNanos(500_000_000);
    }
  }

  private void step(Slow client) {
    try {
      if (client.channel == null) open(client);
      else if (client.kind != Kind.READ) write(client, new byte[] {'x'});
      if (client.channel != null && client.kind != Kind.READ && ended(client.channel)) drop(client);
    } catch (IOException cutOff) {
      drop(client);
    }
  }

  private void open(Slow client) throws IOException {
    SocketChannel channel = SocketChannel.open();
    client.channel = channel;
    channel.setOption(java.net.StandardSocketOptions.SO_RCVBUF, 4096);
    channel.bind(new InetSocketAddress(from, 0));
    channel.connect(server);
    channel.configureBlocking(false);
    opened.incrementAndGet();
    write(client, client.kind.opening.getBytes(StandardCharsets.US_ASCII));
  }

  /** As much of it as the connection takes. */
  private static void write(Slow client, byte[] bytes) throws IOException {
    int written = client.channel.write(ByteBuffer.wrap(bytes));
    if (written < 0) throw new IOException("closed");
  }

  private static boolean ended(SocketChannel channel) throws IOException {
    return channel.read(ByteBuffer.allocate(4096)) < 0;
  }

  private void drop(Slow client) {
    cut.incrementAndGet();
    closeQuietly(client);
  }

  private static void closeQuietly(Slow client) {
    try {
      if (client.channel != null) client.channel.close();
    } catch (IOException gone) {
      // what cannot be closed is closed
    }
    client.channel = null;
  }

  @Override
  public void close() {
    ending.set(true);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    clients.forEach(SlowClients::closeQuietly);
  }
}
