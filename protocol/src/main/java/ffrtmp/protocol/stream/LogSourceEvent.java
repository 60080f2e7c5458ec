package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import ffrtmp.protocol.Cause;
import java.time.Instant;

/**
 * What happened to a log source. The stored names are for ever; fields are only added, as optional.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @Type(value = LogSourceEvent.Opened.class, name = "log-opened"),
  @Type(value = LogSourceEvent.Learnt.class, name = "log-learnt"),
  @Type(value = LogSourceEvent.Released.class, name = "log-released"),
  @Type(value = LogSourceEvent.Reset.class, name = "log-reset"),
  @Type(value = LogSourceEvent.SessionsDeleted.class, name = "log-sessions-deleted")
})
public sealed interface LogSourceEvent {
  /** A reader took the source; {@code epoch} is the number of its ownership. */
  record Opened(long epoch, String reader, String path, Instant at) implements LogSourceEvent {}

  /** Lines were read: what they taught, and the positions behind them. */
  record Learnt(LogBatch batch, Instant at) implements LogSourceEvent {}

  /** The reader of {@code epoch} left in order. */
  record Released(long epoch, Instant at) implements LogSourceEvent {}

  /** Everything is forgotten and will be read again; {@code epoch} is the number after it. */
  record Reset(long epoch, Instant at, Cause cause) implements LogSourceEvent {}

  /** The sessions stored so far are forgotten. */
  record SessionsDeleted(Instant at, Cause cause) implements LogSourceEvent {}
}
