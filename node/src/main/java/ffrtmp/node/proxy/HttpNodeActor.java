package ffrtmp.node.proxy;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.actor.typed.javadsl.TimerScheduler;
import ffrtmp.node.lease.LeaseKeeper;
import ffrtmp.node.scheduler.SchedulerCommand;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Beat;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.Sender;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerLog;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Stands for one node whose worker speaks HTTP.
 *
 * <p>An attempt is handed out once: the job commits that it started, and only then is the poll
 * answered, so that a proxy which begins anew is not given the attempt again. An answer that was
 * lost shows by the silence that follows it.
 */
public final class HttpNodeActor extends AbstractBehavior<HttpNodeCommand> {

  /**
   * What the proxy needs of the rest.
   *
   * @param jobs asks a job; completes with UNAVAILABLE where no answer came
   * @param nodes asks a node's entity; likewise
   * @param placed the jobs that hold a place on a node, by the read tables
   * @param keepers the lease keepers that are known here
   * @param controlNodes the names of all keepers that should be there
   * @param names makes a name that was never used before
   * @param nanos a monotonic clock, nanoseconds
   */
  public record Ports(
      BiFunction<JobId, Function<ActorRef<JobReply>, JobCommand>, CompletionStage<JobReply>> jobs,
      BiFunction<NodeId, Function<ActorRef<NodeReply>, NodeCommand>, CompletionStage<NodeReply>>
          nodes,
      Function<NodeId, CompletionStage<List<JobId>>> placed,
      ActorRef<SchedulerCommand> scheduler,
      Supplier<Set<ActorRef<LeaseKeeper.Command>>> keepers,
      Supplier<Set<String>> controlNodes,
      Supplier<String> names,
      LongSupplier nanos,
      HandOuts handOuts,
      HttpNodeSettings settings) {}

  /** Something came back, and goes on here. */
  private record Then(Runnable action) implements HttpNodeCommand {}

  private record Told(WorkerCommand command) implements HttpNodeCommand {}

  private record Placed(SchedulerCommand.Placed answer) implements HttpNodeCommand {}

  private record Renewed(LeaseKeeper.Renewed answer) implements HttpNodeCommand {}

  private enum Key implements HttpNodeCommand {
    WAKE
  }

  /** How long what the node's entity said of the registration is relied on. */
  private static final long ATTACHED = Duration.ofSeconds(5).toNanos();

  /** The read tables may lag behind what the former proxy handed out. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private static final Duration AGAIN = Duration.ofMillis(500);
  private static final Duration LOOK_MARGIN = Duration.ofSeconds(5);
  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final long QUIET = Duration.ofSeconds(1).toNanos();
  private static final WorkerAnswer NOTHING = new WorkerAnswer.HandedOut(null);

  private final NodeId id;
  private final Ports ports;
  private final TimerScheduler<HttpNodeCommand> timers;
  private final String life;
  private final Polls polls;
  private final Holds holds = new Holds();
  private final Renewals renewals;
  private final Map<String, ActorRef<WorkerAnswer>> askers = new HashMap<>();
  private final Set<Held> starting = new HashSet<>();
  private final ActorRef<WorkerCommand> commands;
  private final ActorRef<SchedulerCommand.Placed> placements;
  private final ActorRef<LeaseKeeper.Renewed> acknowledgements;
  private @Nullable NodeView node;
  private @Nullable String incarnation;
  private @Nullable Sender sender;
  private Vitals vitals = new Vitals(null, null);
  private Set<Held> said = Set.of();
  private Duration heartbeat;
  private boolean closing;
  private long attachedAt;
  private long renewedAt;
  private long statedAt;
  private long statement;

  private HttpNodeActor(
      ActorContext<HttpNodeCommand> context,
      TimerScheduler<HttpNodeCommand> timers,
      NodeId id,
      Ports ports) {
    super(context);
    context.setLoggerName(HttpNodeActor.class);
    this.id = id;
    this.ports = ports;
    this.timers = timers;
    life = ports.names().get();
    polls = new Polls(ports.settings().decision());
    renewals = new Renewals(now());
    renewedAt = now() - QUIET;
    heartbeat = ports.settings().heartbeat();
    commands = context.messageAdapter(WorkerCommand.class, Told::new);
    placements = context.messageAdapter(SchedulerCommand.Placed.class, Placed::new);
    acknowledgements = context.messageAdapter(LeaseKeeper.Renewed.class, Renewed::new);
  }

  /** The proxy of one node; it may be stopped at any time, and another takes its place. */
  public static Behavior<HttpNodeCommand> create(NodeId id, Ports ports) {
    return Behaviors.setup(
        context -> Behaviors.withTimers(timers -> new HttpNodeActor(context, timers, id, ports)));
  }

  @Override
  public Receive<HttpNodeCommand> createReceive() {
    return newReceiveBuilder()
        .onMessage(HttpNodeCommand.Register.class, this::onRegister)
        .onMessage(HttpNodeCommand.Beats.class, this::onBeats)
        .onMessage(HttpNodeCommand.Poll.class, this::onPoll)
        .onMessage(HttpNodeCommand.HangUp.class, this::onHangUp)
        .onMessage(HttpNodeCommand.Report.class, this::onReport)
        .onMessage(HttpNodeCommand.Look.class, this::onLook)
        .onMessage(HttpNodeCommand.Leave.class, this::onLeave)
        .onMessage(Told.class, this::onTold)
        .onMessage(Placed.class, this::onPlaced)
        .onMessage(Renewed.class, this::onRenewed)
        .onMessage(Then.class, this::onThen)
        .onMessageEquals(Key.WAKE, this::onWake)
        .onSignal(PostStop.class, this::onStop)
        .build();
  }

  private Behavior<HttpNodeCommand> onRegister(HttpNodeCommand.Register c) {
    String name = c.registration().incarnation();
    String fresh = name == null ? ports.names().get() : name;
    then(
        ports.nodes().apply(id, NodeCommand.Get::new),
        before ->
            then(
                ports
                    .nodes()
                    .apply(
                        id,
                        to ->
                            new NodeCommand.Register(
                                c.registration().facts(), fresh, commands, to)),
                reply -> registered(c, fresh, before instanceof NodeReply.Refused, reply)));
    return this;
  }

  private void registered(HttpNodeCommand.Register c, String name, boolean isNew, NodeReply reply) {
    if (!(reply instanceof NodeReply.Accepted accepted)) {
      refuse(c.replyTo()::tell, (NodeReply.Refused) reply);
      return;
    }
    if (!name.equals(incarnation)) closing = false;
    take(accepted.node(), name);
    heard(c.sender(), c.registration().heartbeat());
    NodeView view = accepted.node();
    renew(
        () -> c.replyTo().tell(new WorkerAnswer.Registered(view, isNew, lease())),
        c.replyTo()::tell);
    state();
  }

  private Behavior<HttpNodeCommand> onBeats(HttpNodeCommand.Beats c) {
    Beat beat = c.beat();
    withNode(beat.incarnation(), c.sender(), c.replyTo()::tell, view -> beaten(c, view));
    return this;
  }

  private void beaten(HttpNodeCommand.Beats c, NodeView view) {
    Beat beat = c.beat();
    vitals = beat.vitals();
    said = beat.held();
    closing |= beat.closing();
    heard(c.sender(), beat.heartbeat());
    for (Held held : said) {
      holds.find(held).ifPresentOrElse(hold -> hold.shown(now()), () -> findOut(held.job()));
    }
    renew(
        () -> c.replyTo().tell(new WorkerAnswer.Beaten(view, lease(), orders())),
        c.replyTo()::tell);
    wakeLater();
  }

  /** What the worker holds and the node does not is to be ended, too. */
  private List<Order> orders() {
    Stream<Order> strangers =
        said.stream()
            .filter(held -> holds.find(held).isEmpty())
            .map(held -> new Order(held.job(), held.attempt(), Order.Kind.CANCEL));
    return Stream.concat(holds.orders().stream(), strangers).toList();
  }

  private Behavior<HttpNodeCommand> onPoll(HttpNodeCommand.Poll c) {
    askers.put(c.key(), c.replyTo());
    long due = now() + Duration.ofMillis(c.waitMillis()).toNanos();
    withNode(
        c.incarnation(),
        c.sender(),
        refused -> {
          askers.remove(c.key());
          c.replyTo().tell(refused);
        },
        view -> {
          if (!askers.containsKey(c.key())) return;
          heard(c.sender(), null);
          renewQuietly();
          polls.open(new Polls.Poll(c.key(), due));
          state();
        });
    return this;
  }

  private Behavior<HttpNodeCommand> onHangUp(HttpNodeCommand.HangUp c) {
    answerNothing(List.of(c.key()));
    if (polls.close(c.key())) state();
    return this;
  }

  /** Tells the scheduler what is open and what is held; the numbers leave room for its own. */
  private void state() {
    NodeView view = node;
    if (view == null) return;
    statement += 2;
    statedAt = now();
    Polls.Statement open = polls.state(statedAt);
    ports
        .scheduler()
        .tell(
            new SchedulerCommand.Offer(
                id,
                view.epoch(),
                life,
                statement,
                open.waiting(),
                open.fleeting(),
                holds.held(),
                placements));
    wakeLater();
  }

  private Behavior<HttpNodeCommand> onPlaced(Placed placed) {
    SchedulerCommand.Placed answer = placed.answer();
    if (answer.number() == statement) answerNothing(polls.placed(answer.used(), now()));
    wakeLater();
    return this;
  }

  private void answerNothing(List<String> keys) {
    for (String key : keys) {
      var asker = askers.remove(key);
      if (asker != null) asker.tell(NOTHING);
    }
  }

  private Behavior<HttpNodeCommand> onTold(Told told) {
    WorkerCommand command = told.command();
    if (command instanceof WorkerCommand.Run run) run(run);
    if (command instanceof WorkerCommand.Log log) showLog(log);
    Integer attempt = attemptOf(command);
    if (attempt != null) {
      holds
          .adopt(new Held(command.job(), attempt))
          .ifPresent(
              hold -> {
                hold.wish(command);
                if (!hold.isOut() && !starting.contains(hold.held())) hold.handedOut(now());
              });
    }
    wakeLater();
    return this;
  }

  private static @Nullable Integer attemptOf(WorkerCommand command) {
    if (command instanceof WorkerCommand.Stop c) return c.attempt();
    if (command instanceof WorkerCommand.Pause c) return c.attempt();
    return command instanceof WorkerCommand.Resume c ? c.attempt() : null;
  }

  private void showLog(WorkerCommand.Log query) {
    String log = holds.find(query.job()).map(Hold::log).orElse(null);
    query.replyTo().tell(new WorkerLog(log == null ? "(the worker has sent no log yet)\n" : log));
  }

  private void run(WorkerCommand.Run run) {
    Held held = new Held(run.job(), run.attempt());
    if (holds.find(run.job()).filter(h -> h.held().attempt() >= run.attempt()).isPresent()) return;
    Polls.Poll poll = polls.take().orElse(null);
    if (poll == null) {
      tellJob(held, new WorkerReport.NoRoom("the node has no poll open"));
      return;
    }
    holds.adopt(held);
    starting.add(held);
    start(held, poll);
  }

  private void start(Held held, Polls.Poll poll) {
    var report = new WorkerReport.Started();
    then(
        ports.jobs().apply(held.job(), to -> new JobCommand.Report(held.attempt(), id, report, to)),
        reply -> started(held, poll, reply));
  }

  /** The commit that it runs is what makes the hand-out the only one. */
  private void started(Held held, Polls.Poll poll, JobReply reply) {
    if (reply instanceof JobReply.Refused refused && refused.refusal() == Refusal.UNAVAILABLE) {
      timers.startSingleTimer(held, new Then(() -> start(held, poll)), AGAIN);
      return;
    }
    starting.remove(held);
    boolean wanted = holds.find(held).isPresent();
    if (wanted
        && reply instanceof JobReply.Accepted accepted
        && accepted.job().status() == JobStatus.PROCESSING) {
      handOut(held, poll, accepted.job());
      return;
    }
    holds.end(held);
    if (wanted && reply instanceof JobReply.Accepted) {
      tellJob(held, new WorkerReport.Stopped("it was not handed out"));
    }
    if (askers.containsKey(poll.key())) polls.open(poll);
    state();
  }

  private void handOut(Held held, Polls.Poll poll, JobView job) {
    ActorRef<WorkerAnswer> asker = askers.remove(poll.key());
    while (asker == null) {
      Polls.Poll other = polls.take().orElse(null);
      if (other == null) {
        holds.end(held);
        tellJob(held, new WorkerReport.NoRoom("the node hung up"));
        return;
      }
      asker = askers.remove(other.key());
    }
    asker.tell(new WorkerAnswer.HandedOut(job));
    holds.find(held).ifPresent(hold -> hold.handedOut(now()));
    ports.handOuts().handOut();
    getContext()
        .getLog()
        .info("job {} attempt {} handed out to node {}", held.job(), held.attempt(), id);
    wakeLater();
  }

  private void tellJob(Held held, WorkerReport report) {
    then(
        ports.jobs().apply(held.job(), to -> new JobCommand.Report(held.attempt(), id, report, to)),
        reply -> {});
  }

  private Behavior<HttpNodeCommand> onLook(HttpNodeCommand.Look look) {
    Sender last = sender;
    if (last == null || !look.sender().is(last)) return this;
    holds.adopt(new Held(look.job(), look.attempt())).ifPresent(hold -> hold.looked(now()));
    renewQuietly();
    wakeLater();
    return this;
  }

  private Behavior<HttpNodeCommand> onReport(HttpNodeCommand.Report c) {
    AttemptWord word = c.word();
    WorkerAnswer before =
        word.report() instanceof WorkerReport.Progressed
            ? null
            : holds.answered(word.job(), word.attempt());
    if (before != null) {
      c.replyTo().tell(before);
      return this;
    }
    withName(
        c.sender(),
        c.replyTo()::tell,
        () -> {
          Integer attempt = word.attempt();
          if (attempt == null) {
            attempt = holds.find(word.job()).map(hold -> hold.held().attempt()).orElse(null);
          }
          if (attempt != null) report(c, new Held(word.job(), attempt));
          else findAndReport(c);
        });
    return this;
  }

  /** An old agent does not say which attempt it means: it is the one that it holds. */
  private void findAndReport(HttpNodeCommand.Report c) {
    then(
        ports.jobs().apply(c.word().job(), JobCommand.Get::new),
        reply -> {
          if (reply instanceof JobReply.Refused refused) {
            refuse(c.replyTo()::tell, refused.refusal(), refused.detail());
            return;
          }
          JobView job = ((JobReply.Accepted) reply).job();
          if (id.equals(job.nodeId())) {
            report(c, new Held(job.id(), job.attempt()));
          } else {
            refuse(c.replyTo()::tell, Refusal.STALE_ATTEMPT, "The node does not hold the job.");
          }
        });
  }

  private void report(HttpNodeCommand.Report c, Held held) {
    AttemptWord word = c.word();
    then(
        ports
            .jobs()
            .apply(held.job(), to -> new JobCommand.Report(held.attempt(), id, word.report(), to)),
        reply -> {
          if (reply instanceof JobReply.Refused refused) {
            if (refused.refusal() == Refusal.STALE_ATTEMPT) holds.end(held);
            refuse(c.replyTo()::tell, refused.refusal(), refused.detail());
            return;
          }
          heard(c.sender(), null);
          renewQuietly();
          c.replyTo().tell(taken(word, held, ((JobReply.Accepted) reply).job()));
          wakeLater();
        });
  }

  private WorkerAnswer taken(AttemptWord word, Held held, JobView job) {
    if (word.report() instanceof WorkerReport.Progressed) {
      boolean current = id.equals(job.nodeId()) && job.completedAt() == null;
      Hold hold = current ? holds.adopt(held).orElse(null) : null;
      if (hold == null) return new WorkerAnswer.Heard(job, Order.Kind.CANCEL);
      hold.reported(word.paused(), word.log(), now());
      boolean over = job.status() == JobStatus.CANCELED;
      return new WorkerAnswer.Heard(job, over ? Order.Kind.CANCEL : hold.order());
    }
    WorkerAnswer answer = new WorkerAnswer.Heard(job, Order.Kind.CANCEL);
    holds.end(held, answer);
    return answer;
  }

  private Behavior<HttpNodeCommand> onLeave(HttpNodeCommand.Leave c) {
    withName(
        c.sender(),
        c.replyTo()::tell,
        () ->
            then(
                ports.nodes().apply(id, to -> new NodeCommand.Deregister(c.incarnation(), to)),
                reply -> left(c, reply)));
    return this;
  }

  private void left(HttpNodeCommand.Leave c, NodeReply reply) {
    if (!(reply instanceof NodeReply.Accepted accepted)) {
      refuse(c.replyTo()::tell, (NodeReply.Refused) reply);
      return;
    }
    take(accepted.node(), c.incarnation());
    c.replyTo().tell(new WorkerAnswer.Left(accepted.node()));
  }

  private Behavior<HttpNodeCommand> onWake() {
    long now = now();
    renewals.late(now).forEach(Runnable::run);
    List<String> late = polls.overdue(now);
    answerNothing(late);
    boolean again = !polls.isEmpty() && now - statedAt >= ports.settings().offerAgain().toNanos();
    if (!late.isEmpty() || again || polls.anyDue(now)) state();
    holds.gone(now, signPatience(), lookPatience()).forEach(this::lose);
    wakeLater();
    return this;
  }

  private void lose(Hold hold) {
    NodeView view = node;
    if (view == null) return;
    Held held = hold.held();
    String why = "the node showed no sign of it since it was handed out";
    getContext().getLog().warn("job {} attempt {}: {}", held.job(), held.attempt(), why);
    ports.handOuts().lose();
    hold.handedOut(now());
    then(
        ports
            .jobs()
            .apply(
                held.job(),
                to -> new JobCommand.AttemptLost(held.attempt(), id, view.epoch(), why, to)),
        reply -> {
          boolean unknown =
              reply instanceof JobReply.Refused r && r.refusal() == Refusal.UNAVAILABLE;
          if (!unknown) holds.end(held);
        });
  }

  /** Goes on once the registration is known to hold, and the commands for it come here. */
  private void withNode(
      @Nullable String name,
      Sender from,
      Consumer<WorkerAnswer> answer,
      Consumer<NodeView> action) {
    NodeView known = node;
    boolean same = name == null || name.equals(incarnation);
    if (known != null && known.online() && same && now() - attachedAt < ATTACHED) {
      if (speaks(from, known, answer)) action.accept(known);
      return;
    }
    withName(
        from,
        answer,
        () ->
            then(
                ports
                    .nodes()
                    .apply(id, to -> new NodeCommand.Attach(name, name == null, commands, to)),
                reply -> {
                  if (reply instanceof NodeReply.Accepted accepted) {
                    take(accepted.node(), name == null ? incarnation : name);
                    action.accept(accepted.node());
                  } else {
                    refuse(answer, (NodeReply.Refused) reply);
                  }
                }));
  }

  /** Goes on once the key is known to be the node's. */
  private void withName(Sender from, Consumer<WorkerAnswer> answer, Runnable action) {
    NodeView known = node;
    if (known != null || from.node() == null) {
      if (known == null || speaks(from, known, answer)) action.run();
      return;
    }
    then(
        ports.nodes().apply(id, NodeCommand.Get::new),
        reply -> {
          if (reply instanceof NodeReply.Refused refused) refuse(answer, refused);
          else if (speaks(from, ((NodeReply.Accepted) reply).node(), answer)) action.run();
        });
  }

  private static boolean speaks(Sender from, NodeView view, Consumer<WorkerAnswer> answer) {
    if (from.speaksFor(view.facts().name())) return true;
    refuse(answer, Refusal.NOT_YOURS, "The key was made for another node.");
    return false;
  }

  /** A new registration holds nothing of the former one; a new proxy looks what there is. */
  private void take(NodeView view, @Nullable String name) {
    NodeView before = node;
    node = view;
    incarnation = name;
    attachedAt = now();
    if (before == null) {
      adoptPlaced();
      timers.startSingleTimer("look-again", new Then(this::adoptPlaced), LOOK_AGAIN);
    } else if (before.epoch() != view.epoch()) {
      holds.clear();
      said = Set.of();
      if (!polls.isEmpty()) state();
    }
  }

  private void adoptPlaced() {
    then(ports.placed().apply(id), jobs -> jobs.forEach(this::findOut));
  }

  /** Takes over what the node holds by its job's own word; a sign of it must still come. */
  private void findOut(JobId job) {
    then(
        ports.jobs().apply(job, JobCommand.Get::new),
        reply -> {
          if (!(reply instanceof JobReply.Accepted accepted)) return;
          JobView view = accepted.job();
          boolean out = view.completedAt() == null && view.status() != JobStatus.ASSIGNED;
          if (!out || !id.equals(view.nodeId())) return;
          holds
              .adopt(new Held(job, view.attempt()))
              .filter(hold -> !hold.isOut() && !starting.contains(hold.held()))
              .ifPresent(hold -> hold.handedOut(now()));
          wakeLater();
        });
  }

  private void heard(Sender from, @Nullable Duration interval) {
    sender = from;
    if (interval == null) return;
    Duration longest = ports.settings().heartbeat();
    heartbeat = interval.compareTo(longest) < 0 ? interval : longest;
  }

  private WorkerAnswer.Lease lease() {
    return new WorkerAnswer.Lease(heartbeat, heartbeat.multipliedBy(HttpNodeSettings.BEATS));
  }

  /** Runs {@code heard} once a majority of the keepers has heard it. */
  private void renew(Runnable heard, Consumer<WorkerAnswer> answer) {
    Runnable late =
        () -> refuse(answer, Refusal.UNAVAILABLE, "No majority of the control nodes heard it.");
    renewals.await(renew(), heard, late);
    wakeLater();
  }

  private void renewQuietly() {
    if (now() - renewedAt >= QUIET) renew();
  }

  private long renew() {
    NodeView view = node;
    renewedAt = now();
    long sent = renewals.stamp(renewedAt);
    if (view == null) return sent;
    Set<Held> held = new HashSet<>(holds.held());
    held.addAll(said);
    var renewal =
        new LeaseKeeper.Renew(
            id,
            life,
            view.epoch(),
            held,
            closing,
            lease().duration(),
            vitals,
            sent,
            acknowledgements);
    ports.keepers().get().forEach(keeper -> keeper.tell(renewal));
    return sent;
  }

  private Behavior<HttpNodeCommand> onRenewed(Renewed renewed) {
    LeaseKeeper.Renewed answer = renewed.answer();
    renewals
        .acknowledged(answer.keeper(), answer.sentNanos(), ports.controlNodes().get())
        .ifPresent(Runnable::run);
    return this;
  }

  private Behavior<HttpNodeCommand> onThen(Then then) {
    then.action().run();
    return this;
  }

  private <T> void then(CompletionStage<T> stage, Consumer<T> action) {
    getContext()
        .pipeToSelf(
            stage,
            (value, failure) ->
                new Then(
                    () -> {
                      if (failure == null) action.accept(value);
                      else getContext().getLog().warn("node {}: no answer", id, failure);
                    }));
  }

  private void wakeLater() {
    long now = now();
    Stream.of(
            polls.nextAt(),
            holds.nextAt(signPatience(), lookPatience()),
            renewals.nextAt(),
            Optional.of(statedAt + ports.settings().offerAgain().toNanos())
                .filter(at -> !polls.isEmpty()))
        .flatMap(Optional::stream)
        .map(at -> at - now)
        .min(Comparator.naturalOrder())
        .ifPresentOrElse(
            wait -> timers.startSingleTimer(Key.WAKE, Duration.ofNanos(Math.max(wait, MILLI))),
            () -> timers.cancel(Key.WAKE));
  }

  private long signPatience() {
    return ports.settings().signOfHandOut().toNanos();
  }

  /** Past it the node is gone, or alive and without the attempt: the lease tells them apart. */
  private long lookPatience() {
    return lease().duration().plus(LOOK_MARGIN).toNanos();
  }

  private long now() {
    return ports.nanos().getAsLong();
  }

  private static void refuse(Consumer<WorkerAnswer> answer, NodeReply.Refused refused) {
    refuse(answer, refused.refusal(), refused.detail());
  }

  private static void refuse(Consumer<WorkerAnswer> answer, Refusal refusal, String detail) {
    answer.accept(new WorkerAnswer.Refused(refusal, detail));
  }

  private Behavior<HttpNodeCommand> onStop(PostStop stop) {
    answerNothing(List.copyOf(askers.keySet()));
    return this;
  }
}
