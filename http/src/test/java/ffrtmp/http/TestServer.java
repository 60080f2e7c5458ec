package ffrtmp.http;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import akka.http.javadsl.ServerBinding;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.access.KeyRing;
import ffrtmp.http.access.KeysFileException;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.port.Audit;
import ffrtmp.protocol.port.Explain;
import ffrtmp.protocol.port.Explanation;
import ffrtmp.protocol.port.Health;
import ffrtmp.protocol.port.HistoryEntry;
import ffrtmp.protocol.port.Jobs;
import ffrtmp.protocol.port.MemberInfo;
import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.Nodes;
import ffrtmp.protocol.port.Readings;
import ffrtmp.protocol.port.Sessions;
import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** The real edge on a free port of this machine, over ports in memory. */
final class TestServer implements AutoCloseable {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  final FakeJobs jobs = new FakeJobs();
  final FakeNodes nodes = new FakeNodes();
  final FakeWorkers workers = new FakeWorkers();
  final FakeSessions sessions = new FakeSessions();
  final FakeNetwork network = new FakeNetwork();
  final Map<JobId, List<HistoryEntry>> histories = new HashMap<>();
  final List<MemberInfo> members = new ArrayList<>();
  final Map<JobId, Explanation> explanations = new HashMap<>();
  Supplier<CompletionStage<Map<String, String>>> checks =
      () -> CompletableFuture.completedFuture(Map.of("store", ""));

  /** Whether what is asked behind the edge gets no answer any more. */
  volatile boolean silent;

  /** What limits go by. */
  volatile LongSupplier nanos = System::nanoTime;

  private final ActorSystem<Void> system;
  private final HttpSettings settings;
  private final Ports ports;
  private final ServerBinding binding;
  private final Readings readings;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /**
   * Without a limit of requests; {@code overrides} are lines of configuration below {@code
   * ffrtmp.http}.
   */
  TestServer(String... overrides) {
    Config config =
        ConfigFactory.parseString(String.join("\n", overrides))
            .atPath("ffrtmp.http")
            .withFallback(
                ConfigFactory.parseString(
                    "akka.loglevel = WARNING\nakka.io.tcp.direct-buffer-size = 8 KiB"
                        + "\nakka.jvm-exit-on-fatal-error = off"
                        + "\nffrtmp.http { port = 0, rate.limit = 0 }"))
            .withFallback(ConfigFactory.load());
    system = ActorSystem.create(Behaviors.empty(), "edge", config);
    settings = HttpSettings.from(config.getConfig("ffrtmp.http"));
    ports =
        new Ports(
            port(Jobs.class, jobs),
            port(Nodes.class, nodes),
            workers,
            port(
                Audit.class,
                id -> CompletableFuture.completedFuture(histories.getOrDefault(id, List.of()))),
            port(
                Explain.class,
                id -> CompletableFuture.completedFuture(Optional.ofNullable(explanations.get(id)))),
            port(Health.class, () -> checks.get()),
            () -> List.copyOf(members),
            port(Sessions.class, sessions),
            network,
            port(NetworkHistory.class, network),
            keys(settings),
            Clock.fixed(Samples.T0, ZoneOffset.UTC));
    HttpServer server = HttpServer.create(system, settings, ports, () -> nanos.getAsLong());
    readings = server.readings();
    binding = server.start().toCompletableFuture().join();
  }

  /** The port, which may fall silent. */
  private <T> T port(Class<T> type, T real) {
    InvocationHandler handler =
        (proxy, method, arguments) -> {
          boolean asks = method.getReturnType() == CompletionStage.class;
          if (silent && asks) return new CompletableFuture<>();
          try {
            return method.invoke(real, arguments);
          } catch (InvocationTargetException e) {
            throw e.getCause();
          }
        };
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static KeyRing keys(HttpSettings settings) {
    try {
      return KeyRing.open(settings.apiKey(), settings.keysFile(), Clock.systemUTC());
    } catch (KeysFileException e) {
      throw new AssertionError(e);
    }
  }

  int port() {
    return binding.localAddress().getPort();
  }

  Readings readings() {
    return readings;
  }

  /** The table that it serves. */
  List<Route> routes() {
    return Routes.all(system, settings, ports, new LiveStreams(settings.events()), new Failures());
  }

  /** Everything that was brought in from outside, which else would pile up. */
  void forget() {
    synchronized (jobs) {
      jobs.jobs.keySet().removeIf(id -> !jobs.logs.containsKey(id));
      jobs.causes.clear();
    }
    synchronized (sessions) {
      sessions.causes.clear();
      sessions.commands.clear();
    }
    synchronized (network) {
      network.asked.clear();
    }
  }

  ActorSystem<Void> system() {
    return system;
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + path))
        .timeout(Duration.ofSeconds(30));
  }

  Answer get(String path, String... headers) {
    return send(with(request(path), headers).GET());
  }

  Answer post(String path, String json, String... headers) {
    return call("POST", path, json, headers);
  }

  Answer call(String method, String path, String json, String... headers) {
    return send(
        with(request(path), headers)
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(json)));
  }

  Answer send(HttpRequest.Builder request) {
    try {
      return new Answer(client.send(request.build(), BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new AssertionError("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  <T> CompletableFuture<HttpResponse<T>> open(
      HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
    return client.sendAsync(request.build(), body);
  }

  static HttpRequest.Builder with(HttpRequest.Builder request, String... headers) {
    return headers.length == 0 ? request : request.headers(headers);
  }

  @Override
  public void close() {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().join();
  }

  /** An answer, and its body as JSON. */
  record Answer(HttpResponse<String> raw) {
    int status() {
      return raw.statusCode();
    }

    String header(String name) {
      return raw.headers().firstValue(name).orElse("");
    }

    String type() {
      return header("Content-Type");
    }

    JsonNode json() {
      try {
        return MAPPER.readTree(raw.body());
      } catch (IOException e) {
        throw new AssertionError("no JSON: " + raw.body(), e);
      }
    }

    /** The pointers, or names of query parameters, of a problem. */
    List<String> faults() {
      JsonNode errors = json().path("errors");
      return java.util.stream.StreamSupport.stream(errors.spliterator(), false)
          .map(error -> error.properties().iterator().next().getValue().asText())
          .toList();
    }
  }
}
