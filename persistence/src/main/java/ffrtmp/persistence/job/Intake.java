package ffrtmp.persistence.job;

import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import ffrtmp.persistence.journal.FirstEvents;
import ffrtmp.persistence.journal.FirstEvents.First;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Sequencer.Granted;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.port.SchedulerHints;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * Accepts jobs that nobody has a name for yet, many in one commit: what arrives while the store
 * commits becomes the next commit. The job's entity finds its first event in the journal when it is
 * first spoken to. Jobs with an idempotency key go to their entity instead, which alone can tell
 * whether they are new.
 */
public final class Intake {
  /** What may be asked of the intake; it serves its own process alone. */
  public sealed interface Command {}

  /** Accept a job under {@code id}, which was made just now and told to nobody. */
  public record Take(JobId id, JobSpec spec, Cause cause, CompletableFuture<JobReply> answer)
      implements Command {}

  private record Committed() implements Command {}

  /**
   * What the intake needs of the world.
   *
   * @param numbers grants that many sequence numbers, in one piece
   * @param hints told of each job, after it was persisted
   * @param blocking runs what waits for the store
   * @param expected told of each job just before it is written, and what it is then
   * @param journalWritten run after each commit; wakes what follows the journal
   */
  public record Ports(
      FirstEvents events,
      IntFunction<CompletionStage<Granted>> numbers,
      SchedulerHints hints,
      Executor blocking,
      Clock clock,
      Consumer<Map<JobId, JobState.Known>> expected,
      Runnable journalWritten) {}

  /** Jobs in one commit; a grant of numbers is never larger. */
  static final int MOST_AT_ONCE = 500;

  /** Who may wait for a commit; past that a job is refused, and its client comes again. */
  static final int MOST_WAITING = 20_000;

  /** While one commit waits for the disk, the next is written. */
  private static final int COMMITS = 2;

  private static final String FULL = "Too many jobs wait to be accepted; trying again is safe.";
  private static final String FAILED =
      "The store did not say in time whether the job was accepted; without an Idempotency-Key"
          + " a second try may make a second job.";

  private final ActorContext<Command> context;
  private final Ports ports;
  private final Queue<Take> waiting = new ArrayDeque<>();
  private int underWay;

  private Intake(ActorContext<Command> context, Ports ports) {
    this.context = context;
    this.ports = ports;
  }

  /** The behaviour of a process's intake. */
  public static Behavior<Command> create(Ports ports) {
    return Behaviors.setup(
        context -> {
          Intake intake = new Intake(context, ports);
          return Behaviors.receive(Command.class)
              .onMessage(Take.class, intake::onTake)
              .onMessage(Committed.class, intake::onCommitted)
              .build();
        });
  }

  private Behavior<Command> onTake(Take take) {
    if (waiting.size() >= MOST_WAITING) {
      take.answer().complete(new JobReply.Refused(Refusal.UNAVAILABLE, FULL, null));
      return Behaviors.same();
    }
    waiting.add(take);
    return commit();
  }

  private Behavior<Command> onCommitted(Committed committed) {
    underWay--;
    return commit();
  }

  private Behavior<Command> commit() {
    while (underWay < COMMITS && !waiting.isEmpty()) {
      List<Take> group = new ArrayList<>();
      while (group.size() < MOST_AT_ONCE && !waiting.isEmpty()) group.add(waiting.remove());
      underWay++;
      context.pipeToSelf(commit(group), (done, failure) -> new Committed());
    }
    return Behaviors.same();
  }

  /** Completes always: whoever waits for an answer gets one. */
  private CompletionStage<Void> commit(List<Take> group) {
    return ports
        .numbers()
        .apply(group.size())
        .thenAcceptAsync(granted -> write(group, granted.first()), ports.blocking())
        .exceptionally(
            failure -> {
              context.getSystem().log().warn("{} jobs were not accepted", group.size(), failure);
              var refused = new JobReply.Refused(Refusal.UNAVAILABLE, FAILED, null);
              group.forEach(take -> take.answer().complete(refused));
              return null;
            });
  }

  private void write(List<Take> group, long first) {
    Instant now = ports.clock().instant();
    List<First> events = new ArrayList<>(group.size());
    List<JobState.Known> states = new ArrayList<>(group.size());
    Map<JobId, JobState.Known> expected = new LinkedHashMap<>();
    for (int i = 0; i < group.size(); i++) {
      Take take = group.get(i);
      JobEvent event = new JobEvent.Submitted(first + i, take.spec(), now, take.cause());
      events.add(new First(JournalIds.of(take.id()), event));
      JobState.Known state = (JobState.Known) new JobState.Absent().on(event);
      states.add(state);
      expected.put(take.id(), state);
    }
    ports.expected().accept(expected);
    try {
      ports.events().write(events, now);
    } catch (SQLException e) {
      throw new CompletionException(e);
    }
    for (int i = 0; i < group.size(); i++) {
      JobMeters.persisted((JobEvent) events.get(i).event(), states.get(i));
    }
    ports.journalWritten().run();
    // What callers do with their answers must not hold up the next commit.
    context
        .getSystem()
        .executionContext()
        .execute(
            () -> {
              for (int i = 0; i < group.size(); i++) accepted(group.get(i), states.get(i));
            });
  }

  private void accepted(Take take, JobState.Known job) {
    var log = context.getSystem().log();
    log.info("job {} Submitted by {}", take.id(), take.cause().who());
    take.answer().complete(new JobReply.Accepted(job.view(take.id())));
    ports.hints().changed(job.fact(take.id()));
  }
}
