package ffrtmp.node.wiring;

import akka.Done;
import akka.actor.CoordinatedShutdown;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.Behaviors;
import akka.cluster.typed.SelfUp;
import akka.remote.RemoteTransportException;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import ffrtmp.http.BindRule;
import ffrtmp.node.Configuration;
import ffrtmp.ops.telemetry.Exposition;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One process of the cluster, with the roles it was given. */
public final class Node {
  static final String WORKER = "worker";

  private static final Logger LOG = LoggerFactory.getLogger(Node.class);
  private static final Duration START_PATIENCE = Duration.ofMinutes(2);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(60);

  private final ActorSystem<SelfUp> system;
  private final CompletableFuture<URI> api;

  private Node(ActorSystem<SelfUp> system, CompletableFuture<URI> api) {
    this.system = system;
    this.api = api;
  }

  /**
   * Starts the roles; an absent one is not taken.
   *
   * @throws StartException when something outside is in the way, in one line for the operator
   */
  public static Node start(
      ClusterSettings cluster, @Nullable ControlSettings control, @Nullable WorkerRole worker) {
    return start(cluster, control, worker, new Exposition());
  }

  /**
   * The same, telling its metrics.
   *
   * @param telemetry where the roles' readings are joined for as long as the node lives
   * @throws StartException when something outside is in the way, in one line for the operator
   */
  public static Node start(
      ClusterSettings cluster,
      @Nullable ControlSettings control,
      @Nullable WorkerRole worker,
      Exposition telemetry) {
    Exposition.Group metrics = telemetry.group();
    Set<String> roles = new HashSet<>();
    if (control != null) roles.add(Shards.CONTROL);
    if (worker != null) roles.add(WORKER);
    Config config = cluster.config(roles).withFallback(leaving(worker));
    CompletableFuture<URI> api = new CompletableFuture<>();
    ControlRole opened = control == null ? null : ControlRole.open(control, metrics);
    if (opened != null) config = opened.config().withFallback(config);
    config = config.withFallback(Configuration.load());
    if (cluster.tls() == null && !BindRule.isLoopback(cluster.host())) {
      LOG.warn(
          "the cluster's port on {} takes whoever reaches it for a node: --cluster-tls, or a network of its own",
          cluster.host());
    }
    ActorSystem<SelfUp> system = create(root(opened, worker, metrics, api), config, opened);
    system.getWhenTerminated().thenRun(metrics::close);
    Ending.install(
        system, worker == null ? STOP_PATIENCE : STOP_PATIENCE.plus(worker.leaveWithin()));
    return new Node(system, api);
  }

  /** The phase in which a worker drains lasts as long as the operator allows. */
  private static Config leaving(@Nullable WorkerRole worker) {
    if (worker == null) return ConfigFactory.empty();
    return ConfigFactory.parseMap(
        Map.of(
            "akka.coordinated-shutdown.phases.before-service-unbind.timeout",
            worker.leaveWithin()));
  }

  private static ActorSystem<SelfUp> create(
      Behavior<SelfUp> root, Config config, @Nullable ControlRole opened) {
    try {
      return ActorSystem.create(root, ClusterSettings.SYSTEM, config);
    } catch (RemoteTransportException e) {
      if (opened != null) opened.close();
      throw StartException.clusterAddress(
          config.getString("akka.remote.artery.canonical.hostname"),
          config.getInt("akka.remote.artery.canonical.port"),
          e);
    }
  }

  private static Behavior<SelfUp> root(
      @Nullable ControlRole control,
      @Nullable WorkerRole worker,
      Exposition.Group metrics,
      CompletableFuture<URI> api) {
    return Behaviors.setup(
        context -> {
          ActorSystem<?> system = context.getSystem();
          Runnable serving;
          Shards shards;
          if (control == null) {
            shards = Shards.of(system);
            shards.proxy();
            serving = () -> api.complete(URI.create("cluster:joined"));
          } else {
            ControlRole.Hosted hosted = control.host(context);
            shards = hosted.shards();
            serving = () -> control.serve(system, hosted, api);
          }
          Membership.join(context);
          return Behaviors.receiveMessage(
              up -> {
                serving.run();
                if (worker != null) worker.start(context, shards, metrics);
                return Behaviors.empty();
              });
        });
  }

  /** Where the API answers, once it does. */
  public URI api() throws InterruptedException {
    try {
      return api.get(START_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (java.util.concurrent.ExecutionException e) {
      stop();
      throw StartException.of(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      stop();
      throw new StartException("the node was not up within " + START_PATIENCE.toSeconds() + " s");
    }
  }

  /** Stops in order: work first, then the cluster, then the store. */
  public void stop() {
    CompletableFuture<Done> stopped =
        CoordinatedShutdown.get(system)
            .runAll(CoordinatedShutdown.actorSystemTerminateReason())
            .toCompletableFuture();
    try {
      stopped.get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
      system
          .getWhenTerminated()
          .toCompletableFuture()
          .get(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException e) {
      LOG.warn("the node did not stop in order", e);
    }
  }

  /**
   * Says where the API is, and runs until the process is told to end or the node leaves.
   *
   * @return the process's status: 0 when it was told to end, 1 when it had to
   */
  public int serve() throws InterruptedException {
    URI address = api();
    System.out.println("ffrtmp is up: API on " + address);
    awaitEnd();
    Optional<CoordinatedShutdown.Reason> reason =
        CoordinatedShutdown.get(system).getShutdownReason().filter(Node::forced);
    reason.ifPresent(why -> LOG.error("this node had to end ({}); start it again", why));
    return reason.isPresent() ? 1 : 0;
  }

  /** Waits until the actor system has ended. */
  public void awaitEnd() {
    try {
      system.getWhenTerminated().toCompletableFuture().join();
    } catch (CompletionException e) {
      LOG.warn("the node ended with an error", e);
    }
  }

  /** The cluster puts out the smaller part after a split; a store may close itself. */
  private static boolean forced(CoordinatedShutdown.Reason reason) {
    return reason.equals(CoordinatedShutdown.clusterDowningReason())
        || reason.equals(StoreWatch.CLOSED);
  }
}
