package ffrtmp.streams;

import akka.Done;
import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.stream.Materializer;
import akka.stream.javadsl.Source;
import ffrtmp.protocol.port.LogStore;
import ffrtmp.protocol.port.Readings;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.streams.correlate.Correlator;
import ffrtmp.streams.correlate.CorrelatorSettings;
import ffrtmp.streams.service.ServiceTable;
import ffrtmp.streams.tail.Tail;
import ffrtmp.streams.tail.Wakes;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The readers of all sources that this node was given. */
public final class LogReaders {
  private final List<SourceLife> lives;
  private final List<CompletableFuture<Done>> ends;
  private final StreamMeters meters;

  private LogReaders(List<SourceLife> lives, StreamMeters meters) {
    this.lives = lives;
    this.meters = meters;
    this.ends = lives.stream().map(life -> life.run().toCompletableFuture()).toList();
  }

  /**
   * Starts a reader for each source.
   *
   * @param reader the node's own name or address, which no other live node has: whoever has it
   *     again is this node after a restart, and need not wait for itself
   */
  public static LogReaders start(
      ActorSystem<?> system,
      StreamsSettings settings,
      List<LogSource> sources,
      ServiceTable services,
      String reader,
      LogStore store,
      Clock clock) {
    Materializer materializer = Materializer.matFromSystem(system);
    StreamMeters meters = new StreamMeters(clock);
    Parts parts = new Parts(settings, services, clock);
    return new LogReaders(
        sources.stream()
            .map(
                source ->
                    new SourceLife(
                        source, reader, settings.reader(), store, parts, meters, materializer))
            .toList(),
        meters);
  }

  /** How far the readers are behind; what they learn is counted apart. */
  public Readings readings() {
    return meters;
  }

  /** Stops reading and releases the sources; completes when that is done. */
  public CompletionStage<Done> stop() {
    lives.forEach(SourceLife::stop);
    return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
        .handle((done, failure) -> Done.getInstance());
  }

  private record Parts(StreamsSettings settings, ServiceTable services, Clock clock)
      implements SourceLife.Opening {
    @Override
    public SourceReader reader(LogSource source, LogReply.Opened opened, SourceMeter meter) {
      CorrelatorSettings correlator = settings.correlator().sameConnection(source.sameConnection());
      return new SourceReader(
          source,
          settings.reader(),
          opened,
          meter,
          Tail.ofFolder(source.folder(), settings.tail(), opened.files(), clock),
          Correlator.restore(correlator, services::serviceOf, opened.open()),
          clock,
          System::nanoTime);
    }

    @Override
    public Source<Done, NotUsed> wakes(LogSource source) {
      return Wakes.of(source.folder(), settings.tail());
    }
  }
}
