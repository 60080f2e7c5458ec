package ffrtmp.persistence.job;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import ffrtmp.persistence.journal.Chain;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.SchedulerHints;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/**
 * One job as a persistent actor: the only one that writes facts about it. It translates: {@link
 * JobDecisions} decides, this persists, answers, and tells the worker what it is owed until a
 * report moves the job on. It has no snapshots, since a job is short.
 */
public final class JobEntity extends EventSourcedBehavior<Object, JobEvent, JobState> {
  /**
   * What a job needs of the world.
   *
   * @param nodes delivers to a node's entity
   * @param sequence grants the next sequence number; asked once for each accepted job
   * @param hints told of every change, after it was persisted
   * @param journalWritten run after each persisted event; wakes what follows the journal
   */
  public record Ports(
      BiConsumer<NodeId, NodeCommand> nodes,
      Supplier<CompletionStage<Long>> sequence,
      SchedulerHints hints,
      Clock clock,
      JobSettings settings,
      Runnable journalWritten) {}

  private record Granted(JobCommand.Submit submit, long sequence) {}

  private record NotGranted(JobCommand.Submit submit, Throwable why) {}

  private record FollowerEnded(ActorRef<JobReply> follower) {}

  private enum Tick {
    RESEND,
    REST
  }

  private static final Duration REST_AFTER = Duration.ofSeconds(1);
  private static final Duration RESTART_FIRST = Duration.ofMillis(200);
  private static final Duration RESTART_MOST = Duration.ofSeconds(2);

  private final ActorContext<Object> context;
  private final TimerScheduler<Object> timers;
  private final JobId id;
  private final Ports ports;
  private final Consumer<ActorRef<?>> rest;
  private final JobDecisions decisions;
  private final Followers followers;
  private final Chain<JobEvent, JobState> chain;
  private boolean numbering;
  private int repeats;
  private @Nullable Progress live;
  private int liveAttempt;
  private Instant liveAt = Instant.EPOCH;

  /**
   * The behaviour of one job; it may be stopped at any time and continues where it was.
   *
   * @param rest told that this actor need not stay, where it was asked for a job that never was
   */
  public static Behavior<JobCommand> create(
      JobId id, PersistenceId pid, Ports ports, Consumer<ActorRef<?>> rest) {
    // Object inside: the commands from outside, and the private messages that only it can send.
    Behavior<Object> entity =
        Behaviors.setup(
            context ->
                Behaviors.withTimers(
                    timers -> new JobEntity(context, timers, id, pid, ports, rest)));
    return entity.narrow();
  }

  private JobEntity(
      ActorContext<Object> context,
      TimerScheduler<Object> timers,
      JobId id,
      PersistenceId pid,
      Ports ports,
      Consumer<ActorRef<?>> rest) {
    super(pid, SupervisorStrategy.restartWithBackoff(RESTART_FIRST, RESTART_MOST, 0.2));
    this.context = context;
    this.timers = timers;
    this.id = id;
    this.ports = ports;
    this.rest = rest;
    this.decisions = new JobDecisions(ports.settings());
    this.followers = new Followers(ports.settings().followers());
    this.chain = new Chain<>(context.getSystem(), pid, JobEvent.class, JobState.class);
  }

  @Override
  public JobState emptyState() {
    return new JobState.Absent();
  }

  @Override
  public String snapshotPluginId() {
    return "akka.persistence.no-snapshot-store";
  }

  @Override
  public EventAdapter<JobEvent, ?> eventAdapter() {
    return chain;
  }

  @Override
  public EventHandler<JobState, JobEvent> eventHandler() {
    return JobState::on;
  }

  @Override
  public SignalHandler<JobState> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::recovered)
        .build();
  }

  @Override
  public CommandHandler<Object, JobEvent, JobState> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(JobCommand.Follow.class, this::onFollow)
        .onCommand(JobCommand.class, this::onCommand)
        .onCommand(Granted.class, this::onGranted)
        .onCommand(NotGranted.class, this::onNotGranted)
        .onCommand(FollowerEnded.class, this::onFollowerEnded)
        .onCommand(Tick.class, this::onTick)
        .build();
  }

  private void recovered(JobState state) {
    numbering = false;
    live = null;
    tellWorker(state);
  }

  private Effect<JobEvent, JobState> onCommand(JobState state, JobCommand command) {
    var replyTo = Replies.to(command);
    var decision = decisions.on(state, command, ports.clock().instant());
    if (decision instanceof Decision.Persist d) return persist(d.event(), d.live(), replyTo);
    if (decision instanceof Decision.NeedsNumber) return number((JobCommand.Submit) command);
    if (decision instanceof Decision.Note d) return note(state, d.live(), replyTo);
    if (decision instanceof Decision.Refuse d) {
      context.getLog().debug("job {} refuses {}: {}", id, command.getClass(), d.detail());
      return Effect()
          .none()
          .thenRun(this::restSoonIfAbsent)
          .thenReply(
              replyTo, same -> new JobReply.Refused(d.refusal(), d.detail(), viewOrNull(same)));
    }
    var view = view((JobState.Known) state);
    boolean existing = decision instanceof Decision.Existing;
    remindPaused(state, command);
    return Effect()
        .reply(replyTo, existing ? new JobReply.Existing(view) : new JobReply.Accepted(view));
  }

  /**
   * Whoever asks for a million ids that never were should not fill the memory with actors. Not at
   * once: the job may be about to be.
   */
  private void restSoonIfAbsent(JobState state) {
    if (state instanceof JobState.Absent) timers.startSingleTimer(Tick.REST, Tick.REST, REST_AFTER);
  }

  private Effect<JobEvent, JobState> persist(
      JobEvent event, @Nullable Progress progress, ActorRef<JobReply> replyTo) {
    return Effect()
        .persist(event)
        .thenRun((JobState.Known after) -> persisted(event, progress, after))
        .thenReply(replyTo, after -> new JobReply.Accepted(view((JobState.Known) after)));
  }

  private void persisted(JobEvent event, @Nullable Progress progress, JobState.Known after) {
    chain.written();
    // a pause, a resume or a cancel says nothing of how far the attempt is
    if (progress != null || attempt(after) != liveAttempt) know(progress, after);
    liveAt = event.at();
    JobMeters.persisted(event, after);
    var level = event instanceof JobEvent.Progressed ? Level.DEBUG : Level.INFO;
    context
        .getLog()
        .atLevel(level)
        .log("job {} {} by {}", id, event.getClass().getSimpleName(), event.cause().who());
    ports.journalWritten().run();
    ports.hints().changed(after.fact(id));
    tellWorker(after);
    if (!followers.isEmpty()) followers.tell(new JobReply.Accepted(view(after)));
  }

  private Effect<JobEvent, JobState> note(
      JobState state, Progress progress, ActorRef<JobReply> replyTo) {
    know(progress, state);
    liveAt = ports.clock().instant();
    timers.cancel(Tick.RESEND);
    var reply = new JobReply.Accepted(view((JobState.Known) state));
    followers.tell(reply);
    return Effect().reply(replyTo, reply);
  }

  private void know(@Nullable Progress progress, JobState state) {
    live = progress;
    liveAttempt = attempt(state);
  }

  /** The attempt that holds a place; 0: none does. */
  private static int attempt(JobState state) {
    return state instanceof JobState.Placed placed ? placed.place().attempt() : 0;
  }

  private Effect<JobEvent, JobState> number(JobCommand.Submit submit) {
    if (numbering) return Effect().stash();
    numbering = true;
    context.pipeToSelf(
        ports.sequence().get(),
        (number, failure) ->
            failure == null ? new Granted(submit, number) : new NotGranted(submit, failure));
    return Effect().noReply();
  }

  private Effect<JobEvent, JobState> onGranted(JobState state, Granted granted) {
    numbering = false;
    if (state instanceof JobState.Known) return onCommand(state, granted.submit());
    var event = decisions.accept(granted.submit(), granted.sequence(), ports.clock().instant());
    return Effect()
        .persist(event)
        .thenRun((JobState.Known after) -> persisted(event, null, after))
        .thenRun(
            (JobState.Known after) ->
                granted.submit().replyTo().tell(new JobReply.Accepted(view(after))))
        .thenUnstashAll();
  }

  private Effect<JobEvent, JobState> onNotGranted(JobState state, NotGranted failed) {
    numbering = false;
    context.getLog().warn("job {} got no sequence number", id, failed.why());
    var detail = "No sequence number could be had; trying again is safe.";
    failed.submit().replyTo().tell(new JobReply.Refused(Refusal.UNAVAILABLE, detail, null));
    return Effect().unstashAll();
  }

  private Effect<JobEvent, JobState> onFollow(JobState state, JobCommand.Follow follow) {
    var follower = follow.follower();
    if (!(state instanceof JobState.Known job)) return onCommand(state, follow);
    if (!followers.add(follower)) {
      var detail = "The job has as many followers as it can bear.";
      return Effect().reply(follower, new JobReply.Refused(Refusal.UNAVAILABLE, detail, null));
    }
    context.watchWith(follower, new FollowerEnded(follower));
    return Effect().reply(follower, new JobReply.Accepted(view(job)));
  }

  private Effect<JobEvent, JobState> onFollowerEnded(JobState state, FollowerEnded ended) {
    followers.remove(ended.follower());
    return Effect().none();
  }

  private Effect<JobEvent, JobState> onTick(JobState state, Tick tick) {
    if (tick == Tick.RESEND) deliverOwed(state);
    else if (state instanceof JobState.Absent && !numbering) rest.accept(context.getSelf());
    return Effect().none();
  }

  /** A new phase: what it owes the worker is said now, and again until a report moves the job. */
  private void tellWorker(JobState state) {
    repeats = 0;
    timers.cancel(Tick.RESEND);
    deliverOwed(state);
  }

  private void deliverOwed(JobState state) {
    var owed = Owed.to(id, state);
    if (owed == null || !(state instanceof JobState.Placed job)) return;
    var place = job.place();
    ports.nodes().accept(place.node(), new NodeCommand.Deliver(place.epoch(), owed));
    if (!Owed.reminded(job)) {
      timers.startSingleTimer(Tick.RESEND, Tick.RESEND, ports.settings().resendAfter(repeats++));
    }
  }

  /** A pause has no report of its own: a worker that still reports progress is told again. */
  private void remindPaused(JobState state, JobCommand command) {
    if (command instanceof JobCommand.Report && state instanceof JobState.Held) deliverOwed(state);
  }

  private @Nullable JobView viewOrNull(JobState state) {
    return state instanceof JobState.Known job ? view(job) : null;
  }

  private JobView view(JobState.Known job) {
    var view = job.view(id);
    return live == null || !(job instanceof JobState.Placed)
        ? view
        : LiveView.of(view, live, liveAt);
  }
}
