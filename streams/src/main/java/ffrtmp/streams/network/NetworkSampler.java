package ffrtmp.streams.network;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.japi.function.Function;
import akka.stream.ActorAttributes;
import akka.stream.KillSwitches;
import akka.stream.Supervision;
import akka.stream.UniqueKillSwitch;
import akka.stream.javadsl.Keep;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import ffrtmp.protocol.port.NetworkHistory;
import ffrtmp.protocol.port.NetworkMeter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures this machine's network interface, and hands each minute to the history. It runs until it
 * is stopped or the actor system ends; where the kernel shows no counters it knows no rate.
 */
public final class NetworkSampler implements NetworkMeter {
  private static final Logger log = LoggerFactory.getLogger(NetworkSampler.class);
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(30);
  private static final String TICK = "tick";

  private final Sampling sampling;
  private final Outbox outbox;
  private final Clock clock;
  private final LongSupplier nanos;
  private final UniqueKillSwitch end;
  private final CompletionStage<Done> ended;

  /** The interface last told of; empty: that there is none; null: nothing yet. */
  private @Nullable String told;

  private NetworkSampler(
      ActorSystem<?> system,
      Sampling sampling,
      Outbox outbox,
      Duration interval,
      Clock clock,
      LongSupplier nanos) {
    this.sampling = sampling;
    this.outbox = outbox;
    this.clock = clock;
    this.nanos = nanos;
    var running =
        Source.tick(Duration.ZERO, interval, TICK)
            .viaMat(KillSwitches.single(), Keep.right())
            .map(this::sample)
            .toMat(Sink.ignore(), Keep.both())
            .addAttributes(ActorAttributes.withSupervisionStrategy(decider()))
            // a driver may take its time to answer for its counters
            .addAttributes(ActorAttributes.dispatcher(ActorAttributes.IODispatcher().dispatcher()))
            .run(system);
    end = running.first();
    ended = running.second();
  }

  /**
   * Begins to measure.
   *
   * @param node the name of this machine, under which the minutes are kept
   * @param clock tells which minute it is
   */
  public static NetworkSampler start(
      ActorSystem<?> system,
      NetworkSettings settings,
      String node,
      NetworkHistory history,
      Clock clock) {
    return start(system, settings, node, history, clock, Path.of("/"));
  }

  /** The same of the kernel's files under {@code root}. */
  static NetworkSampler start(
      ActorSystem<?> system,
      NetworkSettings settings,
      String node,
      NetworkHistory history,
      Clock clock,
      Path root) {
    return new NetworkSampler(
        system,
        new Sampling(settings, node, Interfaces.under(root)),
        new Outbox(history, STORE_PATIENCE),
        settings.sampleInterval(),
        clock,
        System::nanoTime);
  }

  @Override
  public Optional<Rate> now() {
    return sampling.rate(nanos.getAsLong());
  }

  /** How often the history did not take a minute; such a minute is offered again. */
  public long failedWrites() {
    return outbox.failures();
  }

  /** Minutes that were given up since the history took none for an hour. */
  public long lostMinutes() {
    return outbox.lost();
  }

  /**
   * Ends the measuring; the stage is complete once the minute begun is with the history, or was not
   * taken.
   */
  public CompletionStage<Done> stop() {
    end.shutdown();
    return ended
        .thenCompose(
            done -> {
              sampling.rest().forEach(outbox::add);
              return outbox.flush(nanos.getAsLong());
            })
        .thenApply(done -> Done.getInstance());
  }

  private String sample(String tick) {
    long at = nanos.getAsLong();
    sampling.sample(clock.instant(), at).forEach(outbox::add);
    outbox.tick(at);
    tell(sampling.measured().orElse(""));
    return tick;
  }

  private void tell(String measured) {
    if (measured.equals(told)) return;
    if (measured.isEmpty()) log.warn("there is no network interface to measure");
    else log.info("network interface {} is measured", measured);
    told = measured;
  }

  /** One sample that failed is no reason to take no more. */
  private static Function<Throwable, Supervision.Directive> decider() {
    return failure -> {
      log.error("a network sample failed", failure);
      return Supervision.resume();
    };
  }
}
