package ffrtmp.protocol.port;

import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.SourceName;
import java.util.concurrent.CompletionStage;

/**
 * Where the reader of a log source keeps what it learnt: load a position, record a batch. Every
 * answer is definite or the stage fails; after a failure the same request may be repeated.
 */
public interface LogStore {
  /** Opened or Busy. */
  CompletionStage<LogReply> open(SourceName source, String reader, String path);

  /**
   * Recorded, Stale or OutOfOrder. Answers late while the tables are far behind what is stored:
   * that is the back-pressure.
   */
  CompletionStage<LogReply> record(SourceName source, LogBatch batch);

  /** Renewed or Stale; to be asked at least each second while the source is held. */
  CompletionStage<LogReply> renew(SourceName source, long epoch);

  /** Done or Stale. */
  CompletionStage<LogReply> release(SourceName source, long epoch);
}
