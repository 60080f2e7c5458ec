package ffrtmp.node.worker;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerLog;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The worker's one address: makes of each message a word to the {@link Foreman}, who leads the
 * attempts, or to the door. An attempt is held until its job has given a definite answer to its
 * last report, though its room is free as soon as its processes are gone.
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
      Held held, WorkerReport report, @Nullable ReportAnswer answer, @Nullable Throwable failure)
      implements Message {}

  private record Again(Held held) implements Message {}

  private record Settled(Held held, @Nullable Throwable failure) implements Message {}

  private record DrainOver() implements Message {}

  private final TimerScheduler<Message> timers;
  private final ActorRef<WorkerCommand> commands;
  private final JobPort jobs;
  private final Reaper reaper;
  private final Foreman foreman;
  private final WorkerMeters meters;
  private final Door door = new Door();
  private final Followers followers = new Followers();

  /**
   * @param room an empty room of this node's declared size
   */
  static Behavior<Message> create(
      Room room, Runners runners, JobPort jobs, Reaper reaper, WorkerMeters meters) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new WorkerActor(context, timers, room, runners, jobs, reaper, meters)));
  }

  private WorkerActor(
      ActorContext<Message> context,
      TimerScheduler<Message> timers,
      Room room,
      Runners runners,
      JobPort jobs,
      Reaper reaper,
      WorkerMeters meters) {
    super(context);
    this.timers = timers;
    this.commands = context.messageAdapter(WorkerCommand.class, Command::new);
    this.jobs = jobs;
    this.reaper = reaper;
    this.meters = meters;
    ActorRef<Message> self = context.getSelf();
    Settling settling =
        new Settling(runners.io(), (held, failure) -> self.tell(new Settled(held, failure)));
    Function<Held, Observer> observers = held -> new ToActor(self, held);
    this.foreman =
        new Foreman(
            new AttemptBook(room), runners, new Reports(new Timed()), settling, observers, meters);
    reaper.settleLeftovers(Set.of());
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Introduce.class, this::onIntroduce)
        .onMessage(AskHeld.class, this::onAskHeld)
        .onMessage(FollowHeld.class, this::onFollowHeld)
        .onMessage(Command.class, this::onCommand)
        .onMessage(Began.class, message -> then(() -> foreman.began(message.held())))
        .onMessage(
            Advanced.class,
            message -> then(() -> foreman.advanced(message.held(), message.progress())))
        .onMessage(
            Ended.class, message -> then(() -> foreman.ended(message.held(), message.ending())))
        .onMessage(Answered.class, this::onAnswered)
        .onMessage(Again.class, message -> then(() -> foreman.again(message.held())))
        .onMessage(
            Settled.class,
            message -> then(() -> foreman.settled(message.held(), message.failure())))
        .onMessage(KillAll.class, this::onKillAll)
        .onMessage(Reopen.class, message -> then(door::reopen))
        .onMessage(Drain.class, this::onDrain)
        .onMessage(
            DrainOver.class,
            message -> then(() -> foreman.handBack("handed back: this worker is draining")))
        .onSignal(PostStop.class, this::onPostStop)
        .build();
  }

  private Behavior<Message> onIntroduce(Introduce message) {
    message.replyTo().tell(commands);
    return this;
  }

  private Behavior<Message> onAskHeld(AskHeld message) {
    message.replyTo().tell(new HeldSet(foreman.held()));
    return this;
  }

  private Behavior<Message> onFollowHeld(FollowHeld message) {
    followers.add(message.follower(), foreman.held());
    return this;
  }

  private Behavior<Message> onCommand(Command message) {
    WorkerCommand command = message.command();
    getContext().getLog().debug("{}", command.getClass().getSimpleName());
    if (command instanceof WorkerCommand.Run run) {
      foreman.run(new Assignment(run.job(), run.attempt(), run.spec()), door.closed());
    } else if (command instanceof WorkerCommand.Stop stop) {
      foreman.stop(new Held(stop.job(), stop.attempt()));
    } else if (command instanceof WorkerCommand.Pause pause) {
      foreman.pause(new Held(pause.job(), pause.attempt()));
    } else if (command instanceof WorkerCommand.Resume resume) {
      foreman.resume(new Held(resume.job(), resume.attempt()));
    } else if (command instanceof WorkerCommand.Log ask) {
      ask.replyTo().tell(new WorkerLog(foreman.log(ask.job())));
    }
    return tellChanges();
  }

  private Behavior<Message> onAnswered(Answered message) {
    foreman.answered(message.held(), message.report(), message.answer(), message.failure());
    return tellChanges();
  }

  private Behavior<Message> onKillAll(KillAll message) {
    door.close(message.why());
    if (foreman.isIdle()) return this;
    foreman.killAll(message.why());
    reaper.settleLeftovers(foreman.lookedAfter());
    return tellChanges();
  }

  private Behavior<Message> onDrain(Drain message) {
    door.drain(message.replyTo());
    timers.startSingleTimer(new DrainOver(), message.within());
    return tellChanges();
  }

  private Behavior<Message> onPostStop(PostStop signal) {
    foreman.abandonAll("this worker ends");
    return this;
  }

  private Behavior<Message> then(Runnable step) {
    step.run();
    return tellChanges();
  }

  private Behavior<Message> tellChanges() {
    meters.active(foreman.running());
    followers.tell(foreman.held());
    if (foreman.isIdle()) door.idle();
    return this;
  }

  /** Reports go to jobs; their answers, and the time to repeat one, come back as messages. */
  private final class Timed implements Reports.Wire {
    @Override
    public void send(Held held, WorkerReport report) {
      CompletionStage<ReportAnswer> said = jobs.report(held.job(), held.attempt(), report);
      getContext()
          .pipeToSelf(said, (answer, failure) -> new Answered(held, report, answer, failure));
    }

    @Override
    public void wakeAfter(Held held, Duration pause) {
      timers.startSingleTimer(held, new Again(held), pause);
    }

    @Override
    public void hush(Held held) {
      timers.cancel(held);
    }
  }

  /** Makes messages of what an execution tells on its own threads. */
  private record ToActor(ActorRef<Message> self, Held held) implements Observer {
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
  }
}
