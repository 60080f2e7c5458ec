package ffrtmp.persistence.log;

import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceEvent;

/** What is to be done about a command to a log source: one event at the most, and one answer. */
public sealed interface LogSourceDecision {
  /** Persist, then answer with what the event brought about. */
  record Persist(LogSourceEvent event) implements LogSourceDecision {}

  /** Nothing changes. */
  record Answer(LogReply reply) implements LogSourceDecision {}
}
