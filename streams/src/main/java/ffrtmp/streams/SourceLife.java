package ffrtmp.streams;

import akka.Done;
import akka.NotUsed;
import akka.event.Logging;
import akka.stream.ActorAttributes;
import akka.stream.Attributes;
import akka.stream.KillSwitches;
import akka.stream.Materializer;
import akka.stream.RestartSettings;
import akka.stream.SharedKillSwitch;
import akka.stream.javadsl.RestartSource;
import akka.stream.javadsl.Sink;
import akka.stream.javadsl.Source;
import ffrtmp.protocol.port.LogStore;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of a source on this node: open it or stand by, read it while it is ours, open it anew
 * when anything failed. A batch is asked to be stored until there is a definite answer; meanwhile
 * nothing more is read.
 */
final class SourceLife {
  private static final Logger LOG = LoggerFactory.getLogger(SourceLife.class);
  private static final String DISPATCHER = "ffrtmp.streams.reader-dispatcher";
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(3);

  private final LogSource source;
  private final String reader;
  private final ReaderSettings settings;
  private final LogStore store;
  private final Opening opening;
  private final StreamMeters meters;
  private final Materializer materializer;
  private final SharedKillSwitch end;
  private volatile @Nullable String standsBy;
  private volatile long epoch;

  /** What makes a reader of a source that was opened, and what wakes it. */
  interface Opening {
    SourceReader reader(LogSource source, LogReply.Opened opened, SourceMeter meter);

    Source<Done, NotUsed> wakes(LogSource source);
  }

  SourceLife(
      LogSource source,
      String reader,
      ReaderSettings settings,
      LogStore store,
      Opening opening,
      StreamMeters meters,
      Materializer materializer) {
    this.source = source;
    this.reader = reader;
    this.settings = settings;
    this.store = store;
    this.opening = opening;
    this.meters = meters;
    this.materializer = materializer;
    this.end = KillSwitches.shared("log-source-" + source.name());
  }

  /** Completes once reading has ended and the source is released. */
  CompletionStage<Done> run() {
    RestartSettings restarts =
        RestartSettings.create(settings.retryFirst(), settings.retryMost(), 0.2)
            .withLogSettings(
                RestartSettings.createLogSettings(Logging.DebugLevel())
                    .withCriticalLogLevel(Logging.DebugLevel(), Integer.MAX_VALUE));
    return RestartSource.onFailuresWithBackoff(restarts, this::ownership)
        .via(end.flow())
        .runWith(Sink.ignore(), materializer)
        .thenCompose(done -> release());
  }

  /** Stops reading; {@link #run} tells when it has ended. */
  void stop() {
    end.shutdown();
  }

  private Source<LogBatch, NotUsed> ownership() {
    return Source.completionStage(store.open(source.name(), reader, source.folder().toString()))
        .flatMapConcat(this::opened)
        .mapError(Throwable.class, this::noted);
  }

  private Throwable noted(Throwable failure) {
    if (!(failure instanceof OwnershipException)) {
      LOG.warn("log source {} will be opened again: {}", source.name(), failure.toString());
    }
    return failure;
  }

  private Source<LogBatch, NotUsed> opened(LogReply reply) {
    if (reply instanceof LogReply.Busy busy) return standBy(busy.reader());
    if (!(reply instanceof LogReply.Opened opened)) {
      return Source.failed(new IllegalStateException("opening was answered by " + reply));
    }
    standsBy = null;
    epoch = opened.epoch();
    LOG.info(
        "log source {} is read from {} by this node, epoch {}, after batch {}",
        source.name(),
        source.folder(),
        opened.epoch(),
        opened.batch());
    return read(opened).merge(renewals(opened.epoch()), true);
  }

  private Source<LogBatch, NotUsed> standBy(String other) {
    if (!other.equals(standsBy)) {
      LOG.info("log source {} is read by {}; this node stands by", source.name(), other);
    }
    standsBy = other;
    meters.left(source.name());
    return Source.failed(new OwnershipException("read by " + other));
  }

  private Source<LogBatch, NotUsed> read(LogReply.Opened opened) {
    SourceMeter meter = meters.opened(source.name(), opened);
    return opening
        .wakes(source)
        .via(new ReaderStage(opening.reader(source, opened, meter)))
        .withAttributes(ActorAttributes.dispatcher(DISPATCHER).and(Attributes.inputBuffer(1, 1)))
        .async()
        .mapAsync(1, batch -> store(batch, settings.retryFirst()))
        .map(
            batch -> {
              meter.stored(batch);
              return batch;
            })
        .withAttributes(Attributes.inputBuffer(1, 1));
  }

  private CompletionStage<LogBatch> store(LogBatch batch, Duration pause) {
    return store
        .record(source.name(), batch)
        .handle((reply, failure) -> failure == null ? judged(batch, reply) : again(batch, pause))
        .thenCompose(stage -> stage);
  }

  private CompletionStage<LogBatch> again(LogBatch batch, Duration pause) {
    LOG.debug("log source {}: batch {} is asked for again", source.name(), batch.batch());
    Duration longer = pause.multipliedBy(2);
    Duration next = longer.compareTo(settings.retryMost()) < 0 ? longer : settings.retryMost();
    return akka.pattern.Patterns.after(pause, materializer.system(), () -> store(batch, next));
  }

  private CompletionStage<LogBatch> judged(LogBatch batch, LogReply reply) {
    if (reply instanceof LogReply.Recorded) return CompletableFuture.completedStage(batch);
    return CompletableFuture.failedStage(
        new OwnershipException("batch " + batch.batch() + " was answered by " + reply));
  }

  /** Says nothing while the source is ours, and fails when it no longer is. */
  private Source<LogBatch, NotUsed> renewals(long epoch) {
    return Source.tick(settings.renew(), settings.renew(), Done.getInstance())
        .mapMaterializedValue(timer -> NotUsed.getInstance())
        .conflate((earlier, later) -> later)
        .mapAsync(
            1, tick -> store.renew(source.name(), epoch).exceptionally(e -> new LogReply.Renewed()))
        .flatMapConcat(
            reply ->
                reply instanceof LogReply.Renewed
                    ? Source.empty()
                    : Source.failed(new OwnershipException("renewal was answered by " + reply)));
  }

  private CompletionStage<Done> release() {
    meters.left(source.name());
    if (epoch == 0) return CompletableFuture.completedStage(Done.getInstance());
    return store
        .release(source.name(), epoch)
        .toCompletableFuture()
        .orTimeout(STOP_PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS)
        .handle(
            (reply, failure) -> {
              if (failure != null) {
                LOG.info("log source {}: not released, the next reader waits", source.name());
              }
              return Done.getInstance();
            });
  }
}
