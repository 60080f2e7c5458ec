package ffrtmp.ops.telemetry;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.zip.GZIPOutputStream;

/**
 * Serves {@code /metrics} and {@code /health} over plain HTTP, to Prometheus and to nobody's
 * browser. Apart from the API, so that it answers when that is flooded: the JDK's own small server,
 * with {@value #MOST_CONNECTIONS} connections at the most, {@value #THREADS} answers at a time,
 * {@value #WAITING} that wait, and ends to slow requests and slow readers.
 */
final class MetricsServer implements AutoCloseable {
  static final int MOST_CONNECTIONS = 64;

  private static final int THREADS = 2;
  private static final int WAITING = 64;
  private static final String PLAIN = "text/plain; charset=utf-8";

  /** The JDK's server reads these once, in this process, when the first one is made. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "jdk.httpserver.maxConnections", Integer.toString(MOST_CONNECTIONS),
          "sun.net.httpserver.maxIdleConnections", "16",
          "sun.net.httpserver.maxReqTime", "5",
          "sun.net.httpserver.maxRspTime", "30",
          "sun.net.httpserver.maxReqHeaders", "64",
          "sun.net.httpserver.nodelay", "true");

  private final HttpServer server;
  private final ThreadPoolExecutor executor;
  private final String host;

  private MetricsServer(HttpServer server, ThreadPoolExecutor executor, String host) {
    this.server = server;
    this.executor = executor;
    this.host = host;
  }

  /**
   * Begins to serve.
   *
   * @param page makes {@code /metrics}, anew for each request
   * @throws IOException when the address cannot be had
   */
  static MetricsServer open(String host, int port, Supplier<String> page) throws IOException {
    LIMITS.forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getByName(host), port), WAITING);
    AtomicInteger number = new AtomicInteger();
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
              Thread thread = new Thread(work, "metrics-" + number.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(executor);
    server.createContext("/", exchange -> answer(exchange, page));
    server.start();
    return new MetricsServer(server, executor, host);
  }

  /** Where it is, with the port that it was given. */
  URI address() {
    String name = host.contains(":") ? "[" + host + "]" : host;
    return URI.create("http://" + name + ":" + server.getAddress().getPort());
  }

  /** Whether nobody but this machine reaches it. */
  boolean onLoopback() {
    return server.getAddress().getAddress().isLoopbackAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private static void answer(HttpExchange exchange, Supplier<String> page) throws IOException {
    try (exchange) {
      boolean reads =
          exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
      String path = exchange.getRequestURI().getPath();
      if (!reads) {
        exchange.getResponseHeaders().set("Allow", "GET, HEAD");
        send(exchange, 405, PLAIN, "this is to be read\n");
      } else if ("/metrics".equals(path)) {
        send(exchange, 200, TextFormat.CONTENT_TYPE, page.get());
      } else if ("/health".equals(path)) {
        send(exchange, 200, "application/json", "{\"status\":\"healthy\"}");
      } else {
        send(exchange, 404, PLAIN, "there are /metrics and /health\n");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Vary", "Accept-Encoding");
    if (wantsGzip(exchange)) {
      headers.set("Content-Encoding", "gzip");
      body = gzip(body);
    }
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : body.length);
    if (head) return;
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private static boolean wantsGzip(HttpExchange exchange) {
    return exchange
        .getRequestHeaders()
        .getOrDefault("Accept-Encoding", java.util.List.of())
        .stream()
        .flatMap(line -> java.util.Arrays.stream(line.split(",", -1)))
        .map(coding -> coding.strip().replace(" ", ""))
        .anyMatch(coding -> coding.equals("gzip") || coding.matches("gzip;q=(1|0?\\.0*[1-9]).*"));
  }

  private static byte[] gzip(byte[] body) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream(body.length / 4);
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(body);
    }
    return packed.toByteArray();
  }
}
