package ffrtmp.persistence.log;

import ffrtmp.persistence.log.LogSourceDecision.Answer;
import ffrtmp.persistence.log.LogSourceDecision.Persist;
import ffrtmp.persistence.log.LogSourceState.Absent;
import ffrtmp.persistence.log.LogSourceState.Free;
import ffrtmp.persistence.log.LogSourceState.Held;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.LogSourceEvent;
import java.time.Instant;

/**
 * Decides every command to a log source, purely. A batch takes effect once: a repeat is agreed to,
 * and what comes from an earlier owner or out of its order is refused with the truth.
 */
public final class LogSourceDecisions {
  private LogSourceDecisions() {}

  /**
   * @param heard whether the owner was heard of within the patience; without an owner it means
   *     nothing
   * @param now when an event that follows has happened
   */
  public static LogSourceDecision on(
      LogSourceState state, LogSourceCommand command, boolean heard, Instant now) {
    if (command instanceof LogSourceCommand.Open c) return open(state, c, heard, now);
    if (command instanceof LogSourceCommand.Load c) return load(state, c);
    if (command instanceof LogSourceCommand.Learn c) return learn(state, c.batch(), now);
    if (command instanceof LogSourceCommand.Renew c) return renew(state, c.epoch());
    if (command instanceof LogSourceCommand.Release c) return release(state, c.epoch(), now);
    if (state instanceof Absent) return new Answer(new LogReply.Unknown());
    if (command instanceof LogSourceCommand.Reprocess c) {
      return new Persist(new LogSourceEvent.Reset(state.epoch() + 1, now, c.cause()));
    }
    var deletion = (LogSourceCommand.DeleteSessions) command;
    return new Persist(new LogSourceEvent.SessionsDeleted(now, deletion.cause()));
  }

  /** The answer to the command that led to {@code event}, after it. */
  public static LogReply answer(LogSourceEvent event, LogSourceState after) {
    if (event instanceof LogSourceEvent.Opened) {
      var learned = after.learned();
      var first = learned.open().part(0);
      return new LogReply.Opened(
          after.epoch(),
          learned.batch(),
          learned.report(),
          learned.files(),
          first.open(),
          first.nextPart());
    }
    if (event instanceof LogSourceEvent.Learnt e) return new LogReply.Recorded(e.batch().batch());
    return new LogReply.Done();
  }

  private static LogSourceDecision open(
      LogSourceState state, LogSourceCommand.Open c, boolean heard, Instant now) {
    if (state instanceof Held held && heard && !held.reader().equals(c.reader())) {
      return new Answer(new LogReply.Busy(held.reader()));
    }
    return new Persist(new LogSourceEvent.Opened(state.epoch() + 1, c.reader(), c.path(), now));
  }

  private static LogSourceDecision load(LogSourceState state, LogSourceCommand.Load c) {
    return state instanceof Held held && held.epoch() == c.epoch()
        ? new Answer(held.learned().open().part(c.part()))
        : stale(state);
  }

  private static LogSourceDecision learn(LogSourceState state, LogBatch batch, Instant now) {
    if (!(state instanceof Held held) || held.epoch() != batch.epoch()) return stale(state);
    long last = held.learned().batch();
    if (batch.batch() == last + 1) return new Persist(new LogSourceEvent.Learnt(batch, now));
    // Only what this owner sent can be a repeat; a number from before its time is a mistake.
    boolean repeat = batch.batch() <= last && batch.batch() > held.since();
    return new Answer(
        repeat ? new LogReply.Recorded(batch.batch()) : new LogReply.OutOfOrder(last));
  }

  private static LogSourceDecision renew(LogSourceState state, long epoch) {
    return state instanceof Held held && held.epoch() == epoch
        ? new Answer(new LogReply.Renewed())
        : stale(state);
  }

  private static LogSourceDecision release(LogSourceState state, long epoch, Instant now) {
    if (state instanceof Absent || state.epoch() != epoch) return stale(state);
    return state instanceof Free
        ? new Answer(new LogReply.Done())
        : new Persist(new LogSourceEvent.Released(epoch, now));
  }

  private static LogSourceDecision stale(LogSourceState state) {
    return new Answer(new LogReply.Stale(state.epoch()));
  }
}
