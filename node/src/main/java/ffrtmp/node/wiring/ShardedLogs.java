package ffrtmp.node.wiring;

import ffrtmp.persistence.log.LogLag;
import ffrtmp.persistence.log.LogTables;
import ffrtmp.protocol.port.LogStore;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The store of log readers: the source's actor decides, and the tables hold the reader back. */
final class ShardedLogs implements LogStore {
  private final Shards shards;
  private final LogTables tables;
  private final LogLag lag;

  ShardedLogs(Shards shards, LogTables tables, LogLag lag) {
    this.shards = shards;
    this.tables = tables;
    this.lag = lag;
  }

  @Override
  public CompletionStage<LogReply> open(SourceName source, String reader, String path) {
    return tables
        .rival(source)
        .thenCompose(
            rival ->
                rival.isPresent()
                    ? CompletableFuture.failedStage(
                        new IllegalArgumentException(
                            "its ids would be those of source " + rival.get() + "; rename it"))
                    : shards.askLog(source, to -> new LogSourceCommand.Open(reader, path, to)))
        .thenCompose(
            reply ->
                reply instanceof LogReply.Opened opened
                    ? whole(source, opened, new ArrayList<>(opened.open()), opened.nextPart())
                    : CompletableFuture.completedStage(reply));
  }

  /** Fetches the rest of an open state that is larger than a message. */
  private CompletionStage<LogReply> whole(
      SourceName source, LogReply.Opened opened, List<OpenEntry> open, int part) {
    if (part == 0) {
      return CompletableFuture.completedStage(
          new LogReply.Opened(
              opened.epoch(), opened.batch(), opened.report(), opened.files(), open, 0));
    }
    return shards
        .askLog(source, to -> new LogSourceCommand.Load(opened.epoch(), part, to))
        .thenCompose(
            reply -> {
              if (!(reply instanceof LogReply.Part next)) {
                return CompletableFuture.failedStage(
                    new IllegalStateException("loading its state was answered by " + reply));
              }
              open.addAll(next.open());
              return whole(source, opened, open, next.nextPart());
            });
  }

  @Override
  public CompletionStage<LogReply> record(SourceName source, LogBatch batch) {
    return shards
        .askLog(source, to -> new LogSourceCommand.Learn(batch, to))
        .thenCompose(
            reply ->
                reply instanceof LogReply.Recorded
                    ? lag.awaitApplied(source, LogLag.AT_MOST_BEHIND).thenApply(done -> reply)
                    : CompletableFuture.completedStage(reply));
  }

  @Override
  public CompletionStage<LogReply> renew(SourceName source, long epoch) {
    return shards.askLog(source, to -> new LogSourceCommand.Renew(epoch, to));
  }

  @Override
  public CompletionStage<LogReply> release(SourceName source, long epoch) {
    return shards.askLog(source, to -> new LogSourceCommand.Release(epoch, to));
  }
}
