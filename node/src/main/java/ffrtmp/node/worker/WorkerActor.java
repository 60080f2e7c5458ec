package ffrtmp.node.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerLog;
import ffrtmp.protocol.worker.WorkerReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/**
 * Holds this worker's attempts: arbitrates room, starts executions, and reports each until its job
 * has given a definite answer. An attempt is held until then, though its room is free as soon as
 * its processes are gone.
 */
public final class WorkerActor extends AbstractBehavior<WorkerActor.Message> {
  /** What the worker's own process may tell it; jobs speak through {@link Introduce}. */
  public sealed interface Message {}

  /** Answers with the address for {@code WorkerCommand}s. */
  public record Introduce(ActorRef<ActorRef<WorkerCommand>> replyTo) implements Message {}

  /** Answers with the attempts held now. */
  public record AskHeld(ActorRef<HeldSet> replyTo) implements Message {}

  /** Tells {@code follower} the attempts held now, and at every change. */
  public record FollowHeld(ActorRef<HeldSet> follower) implements Message {}

  /**
   * The lease is gone: kills every process, forgets every attempt, reports nothing, and refuses new
   * attempts until {@link Reopen}.
   */
  public record KillAll(String why) implements Message {}

  /** There is a lease again, in a new registration. */
  public record Reopen() implements Message {}

  /**
   * Takes no more attempts; hands back what still runs after {@code within}; answers once when
   * nothing is held and every output is in its place.
   */
  public record Drain(Duration within, ActorRef<Drained> replyTo) implements Message {}

  /** Nothing runs, nothing is left to say. */
  public record Drained() {}

  private record Command(WorkerCommand command) implements Message {}

  private record Began(Held held) implements Message {}

  private record Advanced(Held held, Progress progress) implements Message {}

  private record Ended(Held held, Ending ending) implements Message {}

  private record Answered(
      Held held, WorkerReport report, @Nullable JobReply reply, @Nullable Throwable failure)
      implements Message {}

  private record Again(Held held) implements Message {}

  private record Settled(Held held, @Nullable Throwable failure) implements Message {}

  private record DrainOver() implements Message {}

  /**
   * Repeats of what is over are known by these; a repeat later than that finds its job moved on.
   */
  private static final int REMEMBERED = 1_024;

  /** Answers owed for attempts not held here; past it a stop goes unanswered and is said again. */
  private static final int MOST_ATTEMPTS = 4_096;

  private final Logger log;
  private final TimerScheduler<Message> timers;
  private final ActorRef<WorkerCommand> commands;
  private final Room room;
  private final Runners runners;
  private final JobPort jobs;
  private final Reaper reaper;

  private final Map<Held, Attempt> attempts = new LinkedHashMap<>();
  private final Set<Held> settling = new HashSet<>();
  private final Recent<Held> over = new Recent<>(REMEMBERED);
  private final Set<ActorRef<HeldSet>> followers = new HashSet<>();
  private Set<Held> lastTold = Set.of();
  private @Nullable String closed;
  private @Nullable ActorRef<Drained> drainedTo;

  /**
   * @param room an empty room of this node's declared size
   */
  static Behavior<Message> create(Room room, Runners runners, JobPort jobs, Reaper reaper) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new WorkerActor(context, timers, room, runners, jobs, reaper)));
  }

  private WorkerActor(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Room room,
      Runners runners,
      JobPort jobs,
      Reaper reaper) {
    super(context);
    this.log = context.getLog();
    this.timers = timers;
    this.commands = context.messageAdapter(WorkerCommand.class, Command::new);
    this.room = room;
    this.runners = runners;
    this.jobs = jobs;
    this.reaper = reaper;
    reaper.settleLeftovers(Set.of());
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Introduce.class, this::onIntroduce)
        .onMessage(AskHeld.class, this::onAskHeld)
        .onMessage(FollowHeld.class, this::onFollowHeld)
        .onMessage(Command.class, this::onCommand)
        .onMessage(Began.class, this::onBegan)
        .onMessage(Advanced.class, this::onAdvanced)
        .onMessage(Ended.class, this::onEnded)
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Again.class, this::onAgain)
        .onMessage(Settled.class, this::onSettled)
        .onMessage(KillAll.class, this::onKillAll)
        .onMessage(Reopen.class, this::onReopen)
        .onMessage(Drain.class, this::onDrain)
        .onMessage(DrainOver.class, this::onDrainOver)
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Message> onIntroduce(Introduce message) {
    message.replyTo().tell(commands);
    return this;
  }

  private Behavior<Message> onAskHeld(AskHeld message) {
    message.replyTo().tell(new HeldSet(held()));
    return this;
  }

  private Behavior<Message> onFollowHeld(FollowHeld message) {
    followers.add(message.follower());
    message.follower().tell(new HeldSet(held()));
    return this;
  }

  private Behavior<Message> onCommand(Command message) {
    WorkerCommand command = message.command();
    log.debug("{}", command.getClass().getSimpleName());
    if (command instanceof WorkerCommand.Run run) {
      onRun(new Assignment(run.job(), run.attempt(), run.spec()));
    } else if (command instanceof WorkerCommand.Stop stop) {
      onStop(new Held(stop.job(), stop.attempt()));
    } else if (command instanceof WorkerCommand.Pause pause) {
      execution(new Held(pause.job(), pause.attempt())).ifPresent(Execution::pause);
    } else if (command instanceof WorkerCommand.Resume resume) {
      execution(new Held(resume.job(), resume.attempt())).ifPresent(Execution::resume);
    } else if (command instanceof WorkerCommand.Log ask) {
      ask.replyTo().tell(new WorkerLog(logOf(ask.job())));
    }
    return tellHeld();
  }

  private void onRun(Assignment assignment) {
    Held held = assignment.held();
    if (attempts.containsKey(held) || over.contains(held) || isOld(held)) return;
    supersede(held);
    Attempt attempt = new Attempt(held);
    Optional<String> missing =
        closed == null ? room.reserve(held, assignment.spec().requirements()) : Optional.of(closed);
    attempts.put(held, attempt);
    if (missing.isPresent()) {
      say(attempt, new WorkerReport.NoRoom(missing.get()));
      return;
    }
    log.info("job {} attempt {} begins", held.job(), held.attempt());
    start(attempt, assignment);
  }

  private void start(Attempt attempt, Assignment assignment) {
    Optional<Runner> runner = runners.of(assignment.spec());
    if (runner.isEmpty()) {
      String error = "this node has no engine " + assignment.spec().engine();
      ended(attempt, new Ending.Failed(FailureReason.CAPABILITY_MISMATCH, error, null));
      return;
    }
    attempt.execution = runner.get().start(assignment, observer(attempt.held));
  }

  private Observer observer(Held held) {
    ActorRef<Message> self = getContext().getSelf();
    return new Observer() {
      @Override
      public void started() {
        self.tell(new Began(held));
      }

      @Override
      public void progressed(Progress progress) {
        self.tell(new Advanced(held, progress));
      }

      @Override
      public void ended(Ending ending) {
        self.tell(new Ended(held, ending));
      }
    };
  }

  private void supersede(Held newer) {
    for (Attempt attempt : List.copyOf(attempts.values())) {
      if (!attempt.held.job().equals(newer.job())) continue;
      if (attempt.over || attempt.execution == null) {
        settle(attempt, false);
        forget(attempt);
      } else {
        attempt.abandon("attempt " + newer.attempt() + " took its place");
      }
    }
  }

  private boolean isOld(Held held) {
    return attempts.keySet().stream()
        .anyMatch(other -> other.job().equals(held.job()) && other.attempt() > held.attempt());
  }

  /** Answers also for an attempt that is not held: nothing of it runs here, and nothing will. */
  private void onStop(Held held) {
    Attempt attempt = attempts.get(held);
    if (attempt == null) {
      if (attempts.size() >= MOST_ATTEMPTS) return;
      over.add(held);
      attempts.put(held, Attempt.owed(held));
      say(attempts.get(held), new WorkerReport.Stopped("not held here"));
      return;
    }
    attempt.stopWanted = true;
    attempt.running().ifPresent(execution -> execution.stop("told to stop"));
  }

  private Behavior<Message> onBegan(Began message) {
    Attempt attempt = attempts.get(message.held());
    if (attempt != null && attempt.reports()) say(attempt, new WorkerReport.Started());
    return this;
  }

  private Behavior<Message> onAdvanced(Advanced message) {
    Attempt attempt = attempts.get(message.held());
    if (attempt != null && attempt.reports()) {
      say(attempt, new WorkerReport.Progressed(message.progress()));
    }
    return this;
  }

  private Behavior<Message> onEnded(Ended message) {
    Attempt attempt = attempts.get(message.held());
    if (attempt != null) ended(attempt, message.ending());
    return tellHeld();
  }

  private void ended(Attempt attempt, Ending ending) {
    Held held = attempt.held;
    log.info("job {} attempt {} ended: {}", held.job(), held.attempt(), name(ending));
    attempt.over = true;
    room.release(held);
    if (ending instanceof Ending.Succeeded success) attempt.output = success.output();
    if (attempt.abandoned) {
      settle(attempt, false);
      forget(attempt);
      return;
    }
    say(attempt, reportOf(ending));
  }

  private static String name(Ending ending) {
    return ending instanceof Ending.Failed failed
        ? "failed, " + failed.reason() + ", " + failed.error()
        : ending.getClass().getSimpleName();
  }

  private static WorkerReport reportOf(Ending ending) {
    if (ending instanceof Ending.Succeeded success) {
      return new WorkerReport.Finished(success.result(), success.log());
    }
    if (ending instanceof Ending.Failed failed) {
      return new WorkerReport.Failed(failed.reason(), failed.error(), failed.log());
    }
    return new WorkerReport.Stopped(((Ending.Stopped) ending).why());
  }

  private void say(Attempt attempt, WorkerReport report) {
    attempt.outbox.offer(report);
    sendNext(attempt);
  }

  private void sendNext(Attempt attempt) {
    attempt.outbox.next().ifPresent(report -> send(attempt.held, report));
  }

  private void send(Held held, WorkerReport report) {
    CompletionStage<JobReply> answer = jobs.report(held.job(), held.attempt(), report);
    getContext().pipeToSelf(answer, (reply, failure) -> new Answered(held, report, reply, failure));
  }

  private Behavior<Message> onAnswered(Answered message) {
    Attempt attempt = attempts.get(message.held());
    if (attempt == null || attempt.abandoned) return this;
    if (message.reply() instanceof JobReply.Refused refused) {
      if (refused.refusal() == Refusal.UNAVAILABLE) {
        onNoAnswer(attempt, message.report(), refused.detail());
      } else {
        onRefused(attempt, message.report(), refused);
      }
    } else if (message.reply() == null) {
      onNoAnswer(attempt, message.report(), String.valueOf(message.failure()));
    } else {
      onAccepted(attempt, message.report(), message.reply());
    }
    return tellHeld();
  }

  private void onNoAnswer(Attempt attempt, WorkerReport report, String why) {
    log.debug("job {} attempt {}: no answer: {}", attempt.held.job(), attempt.held.attempt(), why);
    if (report instanceof WorkerReport.Progressed) {
      attempt.outbox.answered();
      sendNext(attempt);
      return;
    }
    timers.startSingleTimer(attempt.held, new Again(attempt.held), attempt.outbox.pause());
  }

  private Behavior<Message> onAgain(Again message) {
    Attempt attempt = attempts.get(message.held());
    if (attempt != null) attempt.outbox.again().ifPresent(report -> send(message.held(), report));
    return this;
  }

  private void onAccepted(Attempt attempt, WorkerReport report, JobReply reply) {
    attempt.outbox.answered();
    if (report instanceof WorkerReport.Started || report instanceof WorkerReport.Progressed) {
      sendNext(attempt);
      return;
    }
    settle(attempt, committed(reply, attempt.held));
    forget(attempt);
  }

  private static boolean committed(JobReply reply, Held held) {
    return reply instanceof JobReply.Accepted accepted
        && accepted.job().status() == JobStatus.COMPLETED
        && accepted.job().attempt() == held.attempt();
  }

  private void onRefused(Attempt attempt, WorkerReport report, JobReply.Refused refused) {
    attempt.outbox.answered();
    if (report instanceof WorkerReport.Progressed && refused.refusal() == Refusal.WRONG_PHASE) {
      sendNext(attempt);
      return;
    }
    Held held = attempt.held;
    log.info("job {} attempt {} is not wanted: {}", held.job(), held.attempt(), refused.detail());
    if (!attempt.over) {
      attempt.abandon(refused.detail());
      return;
    }
    settle(attempt, false);
    if (attempt.stopWanted && !(report instanceof WorkerReport.Stopped)) {
      say(attempt, new WorkerReport.Stopped("it had ended before"));
    } else {
      forget(attempt);
    }
  }

  private void settle(Attempt attempt, boolean commit) {
    Output output = attempt.output;
    if (output == null) return;
    attempt.output = null;
    Held held = attempt.held;
    settling.add(held);
    CompletableFuture<Void> work =
        CompletableFuture.runAsync(() -> settle(output, commit), runners.io());
    getContext().pipeToSelf(work, (done, failure) -> new Settled(held, failure));
  }

  private static void settle(Output output, boolean commit) {
    try {
      if (commit) output.commit();
      else output.discard();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Behavior<Message> onSettled(Settled message) {
    settling.remove(message.held());
    if (message.failure() != null) {
      Held held = message.held();
      log.error(
          "job {} attempt {}: its output could not be settled: {}",
          held.job(),
          held.attempt(),
          message.failure().toString());
    }
    return tellHeld();
  }

  private void forget(Attempt attempt) {
    timers.cancel(attempt.held);
    attempts.remove(attempt.held);
    over.add(attempt.held);
    room.release(attempt.held);
  }

  private Behavior<Message> onKillAll(KillAll message) {
    closed = message.why();
    if (attempts.isEmpty()) return this;
    log.warn("everything is killed: {}", message.why());
    for (Attempt attempt : List.copyOf(attempts.values())) {
      if (attempt.over || attempt.execution == null) {
        // what it wrote may be committed all the same: the reaper will ask
        forget(attempt);
      } else {
        attempt.abandon(message.why());
      }
    }
    reaper.settleLeftovers(held());
    return tellHeld();
  }

  private Behavior<Message> onReopen(Reopen message) {
    if (drainedTo == null) closed = null;
    return this;
  }

  private Behavior<Message> onDrain(Drain message) {
    closed = "this worker is draining";
    drainedTo = message.replyTo();
    timers.startSingleTimer(new DrainOver(), message.within());
    return tellHeld();
  }

  private Behavior<Message> onDrainOver(DrainOver message) {
    attempts.values().stream()
        .flatMap(attempt -> attempt.running().stream())
        .forEach(execution -> execution.stop("handed back: this worker is draining"));
    return this;
  }

  private Behavior<Message> onPostStop(PostStop signal) {
    attempts.values().forEach(attempt -> attempt.abandon("this worker ends"));
    return this;
  }

  private Optional<Execution> execution(Held held) {
    return Optional.ofNullable(attempts.get(held)).flatMap(Attempt::running);
  }

  private String logOf(JobId job) {
    return attempts.values().stream()
        .filter(attempt -> attempt.held.job().equals(job) && attempt.execution != null)
        .max(Comparator.comparing(attempt -> attempt.held.attempt()))
        .flatMap(attempt -> Optional.ofNullable(attempt.execution))
        .map(Execution::log)
        .orElse("");
  }

  private Set<Held> held() {
    Set<Held> held = new HashSet<>();
    attempts.values().stream().filter(a -> !a.owed).forEach(a -> held.add(a.held));
    return held;
  }

  private Behavior<Message> tellHeld() {
    Set<Held> now = held();
    if (!now.equals(lastTold)) {
      lastTold = now;
      followers.forEach(follower -> follower.tell(new HeldSet(now)));
    }
    if (drainedTo != null && attempts.isEmpty() && settling.isEmpty()) {
      drainedTo.tell(new Drained());
      drainedTo = null;
      closed = "this worker has drained";
    }
    return this;
  }
}
