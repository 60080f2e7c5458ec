package ffrtmp.protocol.port;

import akka.NotUsed;
import akka.stream.javadsl.Source;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.stream.SourceName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** What was learnt from the logs, for whoever serves it. */
public interface Sessions {
  CompletionStage<List<SourceInfo>> sources();

  CompletionStage<StreamPage<SessionInfo>> sessions(SessionFilter filter);

  CompletionStage<StreamPage<DownloadInfo>> downloads(DownloadFilter filter);

  /** The download with its related sessions (the latest 1,000); empty when there is none. */
  CompletionStage<Optional<DownloadDetail>> download(long id);

  /** Speeds over all sources, as of {@code now}. */
  CompletionStage<Traffic> traffic(Instant now);

  /** False when there is no such source. */
  CompletionStage<Boolean> reprocess(SourceName source, Cause cause);

  /** False when there is no such source. */
  CompletionStage<Boolean> deleteSessions(SourceName source, Cause cause);

  /**
   * The downloads that change, as they change, at most twice a second: first all active ones. A
   * slow reader misses intermediate states, never the last one.
   */
  Source<DownloadInfo, NotUsed> follow();
}
