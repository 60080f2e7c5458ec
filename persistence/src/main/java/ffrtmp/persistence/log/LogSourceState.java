package ffrtmp.persistence.log;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SourceReport;
import java.util.List;

/**
 * A log source as its events tell it. The epoch grows with every reader and every reset and never
 * falls: what an earlier reader still sends is known by it. Rows are not kept here; they are in the
 * events, and soon in the tables.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "phase")
@JsonSubTypes({
  @Type(value = LogSourceState.Absent.class, name = "absent"),
  @Type(value = LogSourceState.Held.class, name = "held"),
  @Type(value = LogSourceState.Free.class, name = "free")
})
public sealed interface LogSourceState {
  /** The state one event later: total, deterministic, and it never throws. */
  default LogSourceState on(LogSourceEvent event) {
    return LogSourceSteps.step(this, event);
  }

  /** The number of the last ownership or reset; 0: none yet. */
  long epoch();

  /** What was learnt so far. */
  Learned learned();

  /** Nobody ever read it. */
  record Absent() implements LogSourceState {
    @Override
    public long epoch() {
      return 0;
    }

    @Override
    public Learned learned() {
      return Learned.nothing("");
    }
  }

  /**
   * A reader holds it.
   *
   * @param since the last batch that was stored before this reader came
   */
  record Held(long epoch, String reader, long since, Learned learned) implements LogSourceState {}

  /** Nobody holds it. */
  record Free(long epoch, Learned learned) implements LogSourceState {}

  /**
   * What the next reader needs to go on.
   *
   * @param batch the number of the last batch; 0: none since the beginning or the last reset
   */
  record Learned(long batch, SourceReport report, List<FilePosition> files, OpenEntries open) {
    public Learned {
      files = List.copyOf(files);
    }

    static Learned nothing(String path) {
      return new Learned(0, SourceReport.of(path), List.of(), OpenEntries.NONE);
    }
  }
}
