package ffrtmp.node.worker.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A master that speaks the contract of docs/http-workers.md, remembers every call, and can be told
 * to misbehave. It holds one node.
 */
final class FakeMaster implements AutoCloseable {
  static final String NODE = new UUID(0, 7).toString();

  private static final Pattern PAIR = Pattern.compile("([^&=]+)=([^&]*)");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One request as it came. */
  record Call(String method, String path, Map<String, String> query, JsonNode body, String key) {
    boolean is(String suffix) {
      return path.endsWith(suffix);
    }
  }

  /**
   * What is answered.
   *
   * @param retryAfter seconds; negative: none is named
   */
  record Reply(int status, JsonNode body, int retryAfter) {
    static Reply ok(JsonNode body) {
      return new Reply(200, body, -1);
    }

    static Reply problem(int status, String detail) {
      return new Reply(status, JSON.createObjectNode().put("detail", detail), -1);
    }

    static Reply later(int status, int seconds) {
      return new Reply(status, JSON.createObjectNode(), seconds);
    }
  }

  /** The request is carried out, and the connection closed instead of an answer. */
  static final Reply LOST = Reply.problem(0, "lost");

  /** What the fake knows of an attempt. */
  private static final class Known {
    volatile String command = "continue";
    volatile String status = "processing";
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final BlockingQueue<ObjectNode> waiting = new LinkedBlockingQueue<>();
  private final Map<String, Known> jobs = new ConcurrentHashMap<>();
  private final AtomicInteger openPolls = new AtomicInteger();
  private volatile int mostOpenPolls;
  private volatile String incarnation = "";
  private volatile double leaseSeconds = 60;
  private volatile double heartbeatSeconds = 0.2;
  private volatile Function<Call, Reply> trouble = call -> null;
  private volatile boolean commandsInHeartbeats = true;

  FakeMaster() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::serve);
    server.start();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** From here on the function decides where it does not give null. */
  void troubled(Function<Call, Reply> newTrouble) {
    trouble = newTrouble;
  }

  void grants(double heartbeat, double lease) {
    heartbeatSeconds = heartbeat;
    leaseSeconds = lease;
  }

  void tellsCommandsOnlyToProgress() {
    commandsInHeartbeats = false;
  }

  /** Has a job for the next poll. */
  String give(String engineAndParameters) throws IOException {
    ObjectNode job = (ObjectNode) JSON.readTree(engineAndParameters);
    String id = UUID.randomUUID().toString();
    job.put("id", id).put("attempt", 1);
    jobs.put(id, new Known());
    waiting.add(job);
    return id;
  }

  String giveNoop(long sleepMs) throws IOException {
    return give("{\"engine\":\"noop\",\"parameters\":{\"sleep_ms\":" + sleepMs + "}}");
  }

  void wants(String job, String command) {
    jobs.get(job).command = command;
  }

  String status(String job) {
    return jobs.get(job).status;
  }

  List<Call> calls(String suffix) {
    return calls.stream().filter(call -> call.is(suffix)).toList();
  }

  List<Call> results() {
    return calls("/results");
  }

  int mostOpenPolls() {
    return mostOpenPolls;
  }

  int openPolls() {
    return openPolls.get();
  }

  private void serve(HttpExchange exchange) throws IOException {
    try (exchange) {
      Call call = read(exchange);
      calls.add(call);
      Reply reply = trouble.apply(call);
      boolean lost = reply != null && reply.status() == LOST.status();
      if (reply == null || lost) reply = answer(call);
      if (!lost) write(exchange, reply);
    }
  }

  private static Call read(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    Map<String, String> query = new ConcurrentHashMap<>();
    Matcher pairs = PAIR.matcher(String.valueOf(uri.getQuery()));
    while (pairs.find()) query.put(pairs.group(1), pairs.group(2));
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
    return new Call(exchange.getRequestMethod(), uri.getPath(), query, JSON.readTree(bytes), key);
  }

  private static void write(HttpExchange exchange, Reply reply) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(reply.body());
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    if (reply.retryAfter() >= 0) {
      exchange.getResponseHeaders().set("Retry-After", String.valueOf(reply.retryAfter()));
    }
    exchange.sendResponseHeaders(reply.status(), bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  private Reply answer(Call call) {
    if (call.is("/nodes/register")) {
      incarnation = call.body().path("incarnation").asText();
      return Reply.ok(granted().put("id", NODE));
    }
    if (call.is("/heartbeat")) return ofThisLife(call, this::heartbeat);
    if (call.is("/deregister")) {
      return ofThisLife(call, any -> Reply.ok(JSON.createObjectNode().put("status", "offline")));
    }
    if (call.is("/jobs/next")) return poll(call);
    if (call.is("/progress")) return progress(call);
    if (call.is("/results")) return result(call);
    return Reply.problem(404, "no route " + call.path());
  }

  private ObjectNode granted() {
    return JSON.createObjectNode()
        .put("heartbeat_interval_seconds", heartbeatSeconds)
        .put("lease_seconds", leaseSeconds);
  }

  private Reply ofThisLife(Call call, Function<Call, Reply> answer) {
    boolean same = call.body().path("incarnation").asText().equals(incarnation);
    return same ? answer.apply(call) : Reply.problem(409, "the incarnation is over");
  }

  private Reply heartbeat(Call call) {
    ObjectNode json = granted().put("node_id", NODE);
    ArrayNode commands = json.putArray("commands");
    for (JsonNode held : call.body().path("held")) {
      Known known = jobs.get(held.path("job_id").asText());
      if (!commandsInHeartbeats || known.command.equals("continue")) continue;
      ((ObjectNode) held).put("command", known.command);
      commands.add(held);
    }
    return Reply.ok(json);
  }

  private Reply poll(Call call) {
    if (!call.query().get("incarnation").equals(incarnation)) {
      return Reply.problem(409, "the incarnation is over");
    }
    mostOpenPolls = Math.max(mostOpenPolls, openPolls.incrementAndGet());
    try {
      ObjectNode json = JSON.createObjectNode();
      json.set("job", next(call));
      return Reply.ok(json);
    } catch (InterruptedException closing) {
      return Reply.problem(503, "closing");
    } finally {
      openPolls.decrementAndGet();
    }
  }

  /** Waits for a job, as long as was asked and no longer than the registration lasts. */
  private ObjectNode next(Call call) throws InterruptedException {
    long seconds = Long.parseLong(call.query().get("wait").replace("s", ""));
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    ObjectNode job = null;
    while (job == null
        && System.nanoTime() < end
        && call.query().get("incarnation").equals(incarnation)) {
      job = waiting.poll(20, TimeUnit.MILLISECONDS);
    }
    if (job != null && !call.query().get("incarnation").equals(incarnation)) {
      waiting.add(job);
      return null;
    }
    return job;
  }

  private Reply progress(Call call) {
    Known known = jobs.get(call.path().replaceAll("^/jobs/|/progress$", ""));
    if (known == null) return Reply.problem(404, "no such job");
    if (!known.status.equals("processing")) return Reply.problem(409, "the attempt is over");
    if (call.body().path("status").asText().equals("queued")) known.status = "queued";
    String command = known.status.equals("queued") ? "cancel" : known.command;
    return Reply.ok(JSON.createObjectNode().put("command", command));
  }

  private Reply result(Call call) {
    Known known = jobs.get(call.body().path("job_id").asText());
    if (known == null) return Reply.problem(404, "no such job");
    String status = call.body().path("status").asText();
    if (!known.status.equals("processing") && !known.status.equals(status)) {
      return Reply.problem(409, "the attempt is over");
    }
    known.status = status;
    return Reply.ok(JSON.createObjectNode().put("status", "success"));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
