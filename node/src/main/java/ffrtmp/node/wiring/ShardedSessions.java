package ffrtmp.node.wiring;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import ffrtmp.persistence.log.LogTables;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.port.DownloadDetail;
import ffrtmp.protocol.port.DownloadFilter;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.SessionFilter;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.port.Sessions;
import ffrtmp.protocol.port.SourceInfo;
import ffrtmp.protocol.port.StreamPage;
import ffrtmp.protocol.port.Traffic;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.SourceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What was learnt from the logs: read from the tables, changed by way of the source's actor. */
final class ShardedSessions implements Sessions {
  private final Shards shards;
  private final LogTables tables;
  private final DownloadFeed feed;

  ShardedSessions(Shards shards, LogTables tables, DownloadFeed feed) {
    this.shards = shards;
    this.tables = tables;
    this.feed = feed;
  }

  @Override
  public CompletionStage<List<SourceInfo>> sources() {
    return tables.sources();
  }

  @Override
  public CompletionStage<StreamPage<SessionInfo>> sessions(SessionFilter filter) {
    return tables.sessions(filter);
  }

  @Override
  public CompletionStage<StreamPage<DownloadInfo>> downloads(DownloadFilter filter) {
    return tables.downloads(filter);
  }

  @Override
  public CompletionStage<Optional<DownloadDetail>> download(long id) {
    return tables.download(id);
  }

  @Override
  public CompletionStage<Traffic> traffic(Instant now) {
    return tables.traffic(now);
  }

  @Override
  public CompletionStage<Boolean> reprocess(SourceName source, Cause cause) {
    return shards
        .askLog(source, to -> new LogSourceCommand.Reprocess(cause, to))
        .thenApply(reply -> !(reply instanceof LogReply.Unknown));
  }

  @Override
  public CompletionStage<Boolean> deleteSessions(SourceName source, Cause cause) {
    return shards
        .askLog(source, to -> new LogSourceCommand.DeleteSessions(cause, to))
        .thenApply(reply -> !(reply instanceof LogReply.Unknown));
  }

  @Override
  public Source<DownloadInfo, NotUsed> follow() {
    return feed.follow();
  }
}
