package ffrtmp.protocol.stream;

import ffrtmp.protocol.CborSerializable;
import java.util.List;

/** What a log source answers. */
public sealed interface LogReply extends CborSerializable {
  /**
   * The source is yours until another epoch begins.
   *
   * @param epoch goes into every batch
   * @param batch the last one stored; 0: none
   * @param open the correlator's open state as of that batch, or the first part of it
   * @param nextPart what to load next; 0: that was all
   */
  record Opened(
      long epoch,
      long batch,
      SourceReport report,
      List<FilePosition> files,
      List<OpenEntry> open,
      int nextPart)
      implements LogReply {}

  /**
   * More of the open state.
   *
   * @param nextPart what to load next; 0: that was all
   */
  record Part(List<OpenEntry> open, int nextPart) implements LogReply {}

  /** Somebody else reads it: stand by, and ask again. */
  record Busy(String reader) implements LogReply {}

  /** The batch is stored, or was already. */
  record Recorded(long batch) implements LogReply {}

  /** The source is still yours. */
  record Renewed() implements LogReply {}

  /** Your epoch is over: another reader has it, or it was reset. Stop, and open anew. */
  record Stale(long epoch) implements LogReply {}

  /** The batch is not the one after {@code last}: nothing was stored. */
  record OutOfOrder(long last) implements LogReply {}

  /** The wish was carried out. */
  record Done() implements LogReply {}

  /** There is no such source. */
  record Unknown() implements LogReply {}
}
