package ffrtmp.node.wiring;

import akka.NotUsed;
import akka.stream.javadsl.Source;
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
import ffrtmp.protocol.stream.SourceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** What is known of the logs where none is read: nothing. */
final class NoLogs implements Sessions {
  @Override
  public CompletionStage<List<SourceInfo>> sources() {
    return CompletableFuture.completedFuture(List.of());
  }

  @Override
  public CompletionStage<StreamPage<SessionInfo>> sessions(SessionFilter filter) {
    return CompletableFuture.completedFuture(new StreamPage<>(List.of(), null));
  }

  @Override
  public CompletionStage<StreamPage<DownloadInfo>> downloads(DownloadFilter filter) {
    return CompletableFuture.completedFuture(new StreamPage<>(List.of(), null));
  }

  @Override
  public CompletionStage<Optional<DownloadDetail>> download(long id) {
    return CompletableFuture.completedFuture(Optional.empty());
  }

  @Override
  public CompletionStage<Traffic> traffic(Instant now) {
    return CompletableFuture.completedFuture(new Traffic(0, 0, null, null));
  }

  @Override
  public CompletionStage<Boolean> reprocess(SourceName source, Cause cause) {
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public CompletionStage<Boolean> deleteSessions(SourceName source, Cause cause) {
    return CompletableFuture.completedFuture(false);
  }

  @Override
  public Source<DownloadInfo, NotUsed> follow() {
    return Source.never();
  }
}
