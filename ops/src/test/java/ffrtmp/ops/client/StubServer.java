package ffrtmp.ops.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server that answers as it was told: for each request the next of its answers, the last one
 * again and again. It keeps what it was asked.
 */
final class StubServer implements AutoCloseable {
  /** What it was asked. */
  record Asked(String line, Map<String, String> headers, String body) {}

  /** How it answers. */
  interface Answer {
    void to(HttpExchange exchange) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, Deque<Answer>> answers = new HashMap<>();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();

  StubServer() throws IOException {
    this(HttpServer.create(anyPort(), 0));
  }

  StubServer(HttpServer server) {
    this.server = server;
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + port());
  }

  int port() {
    return server.getAddress().getPort();
  }

  List<Asked> asked() {
    return asked;
  }

  /** The lines of the requests, such as {@code GET /jobs/1}. */
  List<String> lines() {
    return asked.stream().map(Asked::line).toList();
  }

  /** Answers a request of this line; the query counts where the line has one. */
  StubServer on(String line, Answer answer) {
    synchronized (answers) {
      answers.computeIfAbsent(line, l -> new ArrayDeque<>()).add(answer);
    }
    return this;
  }

  StubServer on(String line, int status, String json) {
    return on(line, with(status, "application/json", json));
  }

  /** A refusal as RFC 9457 writes it. */
  StubServer refuses(String line, int status, String detail) {
    String json = "{\"type\":\"about:blank\",\"status\":%d,\"detail\":\"%s\"}";
    return on(line, with(status, "application/problem+json", json.formatted(status, detail)));
  }

  static Answer with(int status, String type, String body, String... headers) {
    return exchange -> {
      for (int i = 0; i < headers.length; i += 2) {
        exchange.getResponseHeaders().set(headers[i], headers[i + 1]);
      }
      exchange.getResponseHeaders().set("Content-Type", type);
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    };
  }

  /** Live events, and then the end of the connection. */
  static Answer events(String... events) {
    return exchange -> {
      exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
      exchange.sendResponseHeaders(200, 0);
      for (String event : events) {
        exchange.getResponseBody().write((event + "\n\n").getBytes(StandardCharsets.UTF_8));
      }
    };
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      Map<String, String> headers = new HashMap<>();
      exchange.getRequestHeaders().forEach((name, values) -> headers.put(name, values.get(0)));
      byte[] body = exchange.getRequestBody().readAllBytes();
      asked.add(new Asked(line, headers, new String(body, StandardCharsets.UTF_8)));
      next(line).to(exchange);
    }
  }

  /** As the old master: what is not there is a page of text. */
  private Answer next(String line) {
    synchronized (answers) {
      Deque<Answer> found = answers.get(line);
      if (found == null) found = answers.get(line.replaceFirst("\\?.*", ""));
      if (found == null) return with(404, "text/plain; charset=utf-8", "404 page not found\n");
      return found.size() > 1 ? found.remove() : found.element();
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
