package ffrtmp.node.worker.remote;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import ffrtmp.node.worker.HeldSet;
import ffrtmp.node.worker.WorkerActor;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerCommand;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tie between a worker and its master: registers, renews the lease, and offers free slots. When
 * the lease is over it has everything here killed, and registers as another incarnation once
 * nothing of the old one runs.
 *
 * <p>The lease is counted from the <em>sending</em> of the last heartbeat that was answered, so the
 * master can never have heard the worker later than the worker believes.
 */
public final class RemoteLease extends AbstractBehavior<RemoteLease.Command> {
  private static final Duration CHECK = Duration.ofMillis(200);
  private static final Duration POLL = Duration.ofSeconds(30);
  private static final Duration WORKER_ANSWERS_WITHIN = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

  /** Parts of a heartbeat's interval: the pause after a first failure, and a try's patience. */
  private static final int FIRST_PAUSE_PART = 10;

  private static final int PATIENCE_PART = 2;

  /** What the lease may be told. */
  public interface Command {}

  /** The worker is about to end: no more slots are offered. */
  public record Close() implements Command {}

  /** The worker holds nothing any more and goes: deregister, answer, and stop. */
  public record Leave(ActorRef<Left> replyTo) implements Command {}

  /** The answer to {@link Leave}. */
  public record Left() {}

  private record Check() implements Command {}

  private record HeldNow(long asked, @Nullable HeldSet set) implements Command {}

  private record Registered(String incarnation, long sentNanos, Heard<Master.Granted> heard)
      implements Command {}

  private record Renewed(String incarnation, long sentNanos, Heard<Master.Granted> heard)
      implements Command {}

  private record Offered(String incarnation, Heard<Offer> heard) implements Command {}

  private record Gone(Heard<Boolean> heard) implements Command {}

  /**
   * What the lease needs of the rest.
   *
   * @param commands where the worker takes its commands
   * @param jobs what the worker says to the jobs whose attempts it holds, and they to it
   * @param heard run whenever the master acknowledged the lease
   * @param incarnations makes a name that was never used before
   * @param nanos a monotonic clock, nanoseconds
   * @param random 0 inclusive to 1 exclusive, for the spread of repetitions
   */
  record Ports(
      NodeFacts facts,
      ActorRef<WorkerActor.Message> worker,
      ActorRef<WorkerCommand> commands,
      Master master,
      RemoteJobs jobs,
      Supplier<Vitals> vitals,
      Runnable heard,
      Supplier<String> incarnations,
      LongSupplier nanos,
      DoubleSupplier random) {}

  private enum Phase {
    REGISTERING,
    HOLDING,
    ENDING,
    LEAVING
  }

  private final Ports ports;
  private final RemoteSettings settings;
  private Polls polls;
  private Backoff backoff;
  private Phase phase = Phase.REGISTERING;
  private String incarnation = "";
  private Master.@Nullable Registration registration;
  private @Nullable ActorRef<Left> leaver;
  private Duration heartbeat;
  private Duration lease;

  /** Sending time of what the master answered last. */
  private long acknowledged;

  private long nextContact;
  private boolean contacting;
  private boolean closing;

  /** The last heartbeat found no answer. */
  private boolean troubled;

  /** Gives the open poll up. */
  private Runnable withdraw = () -> {};

  private Set<Held> held = Set.of();
  private long asks;

  /** An older look at what is held does not know yet what the worker was told since. */
  private long certainFrom;

  private RemoteLease(ActorContext<Command> context, Ports ports, RemoteSettings settings) {
    super(context);
    context.setLoggerName(RemoteLease.class);
    this.ports = ports;
    this.settings = settings;
    this.heartbeat = settings.heartbeat();
    this.lease = settings.lease();
    this.backoff = newBackoff();
    this.polls = newPolls();
    incarnate();
  }

  /** A lease that is asked for at once. */
  static Behavior<Command> create(Ports ports, RemoteSettings settings) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> {
                  // at a fixed rate a host that was frozen would make up for every missed check
                  timers.startTimerWithFixedDelay(new Check(), CHECK);
                  return new RemoteLease(context, ports, settings);
                }));
  }

  private Polls newPolls() {
    return new Polls(settings.pollPause(), ports.random());
  }

  private Backoff newBackoff() {
    return new Backoff(
        settings.heartbeat().dividedBy(FIRST_PAUSE_PART), LONGEST_PAUSE, ports.random());
  }

  @Override
  public Receive<Command> createReceive() {
    return newReceiveBuilder()
        .onMessage(Check.class, this::onCheck)
        .onMessage(HeldNow.class, this::onHeldNow)
        .onMessage(Registered.class, this::onRegistered)
        .onMessage(Renewed.class, this::onRenewed)
        .onMessage(Offered.class, this::onOffered)
        .onMessage(Gone.class, this::onGone)
        .onMessage(Close.class, this::onClose)
        .onMessage(Leave.class, this::onLeave)
        .build();
  }

  private long now() {
    return ports.nanos().getAsLong();
  }

  private Behavior<Command> onCheck(Check check) {
    long now = now();
    switch (phase) {
      case REGISTERING -> {
        if (contactIsDue(now)) register(now);
      }
      case HOLDING -> hold(now);
      case ENDING -> endAll("the lease is over");
      case LEAVING -> {
        if (contactIsDue(now)) deregister();
      }
    }
    return this;
  }

  private boolean contactIsDue(long now) {
    return !contacting && now - nextContact >= 0;
  }

  private void hold(long now) {
    if (leaseIsOver(now)) {
      lose("the master has answered nothing for " + lease.toMillis() + " ms");
      return;
    }
    if (contactIsDue(now)) renew(now);
    look();
    ports.jobs().look(held);
    offer(now);
  }

  private boolean leaseIsOver(long now) {
    return now - acknowledged >= lease.toNanos();
  }

  private void register(long now) {
    contacting = true;
    String as = incarnation;
    pipe(ports.master().register(ports.facts(), as), heard -> new Registered(as, now, heard));
  }

  private Behavior<Command> onRegistered(Registered message) {
    if (phase != Phase.REGISTERING || !message.incarnation().equals(incarnation)) return this;
    contacting = false;
    if (message.heard() instanceof Heard.Told<Master.Granted> told) {
      begin(told.value(), message.sentNanos());
    } else {
      tryAgain(pauseOf(message.heard()), LONGEST_PAUSE.multipliedBy(2));
    }
    return this;
  }

  private void begin(Master.Granted granted, long sent) {
    registration = new Master.Registration(granted.node(), incarnation);
    phase = Phase.HOLDING;
    granted(granted, sent);
    ports.jobs().registered(granted.node());
    ports.worker().tell(new WorkerActor.Reopen());
    getContext()
        .getLog()
        .info(
            "registered as {} incarnation {}, lease {} ms",
            granted.node(),
            incarnation,
            lease.toMillis());
    offer(now());
  }

  private void granted(Master.Granted granted, long sent) {
    heartbeat = granted.heartbeat();
    lease = granted.lease();
    acknowledged = sent;
    ports.heard().run();
    nextContact = sent + heartbeat.toNanos();
    backoff.succeeded();
  }

  private void tryAgain(Duration atLeast, Duration atMost) {
    Duration pause = backoff.failed();
    if (pause.compareTo(atLeast) < 0) pause = atLeast;
    if (pause.compareTo(atMost) > 0) pause = atMost;
    nextContact = now() + pause.toNanos();
  }

  private void renew(long now) {
    if (registration == null) return;
    contacting = true;
    String as = incarnation;
    Duration within = heartbeat.dividedBy(PATIENCE_PART);
    pipe(
        ports.master().heartbeat(registration, ports.vitals().get(), held, closing, within),
        heard -> new Renewed(as, now, heard));
  }

  private Behavior<Command> onRenewed(Renewed message) {
    if (!message.incarnation().equals(incarnation)) return this;
    contacting = false;
    if (phase != Phase.HOLDING) return this;
    if (message.heard() instanceof Heard.Told<Master.Granted> told) {
      if (troubled) recovered(message.sentNanos());
      granted(told.value(), message.sentNanos());
      told.value().directives().forEach(ports.jobs()::obey);
    } else if (message.heard() instanceof Heard.Denied<Master.Granted> denied) {
      lose(denied.why());
    } else {
      troubled = true;
      tryAgain(pauseOf(message.heard()), heartbeat);
    }
    return this;
  }

  /** A poll from before a longer silence may hang on a connection that died without a word. */
  private void recovered(long sent) {
    troubled = false;
    if (sent - acknowledged > heartbeat.multipliedBy(2).toNanos()) withdraw.run();
    polls.hurry();
  }

  private void offer(long now) {
    if (registration == null || closing || phase != Phase.HOLDING) return;
    if (!polls.due(now, ports.facts().maxConcurrentJobs() - held.size())) return;
    polls.opened(now);
    String as = incarnation;
    Master.Poll poll = ports.master().next(registration, POLL);
    withdraw = poll.giveUp();
    pipe(poll.offer(), heard -> new Offered(as, heard));
  }

  private Behavior<Command> onOffered(Offered message) {
    if (phase != Phase.HOLDING || !message.incarnation().equals(incarnation)) return this;
    long now = now();
    if (message.heard() instanceof Heard.Told<Offer> told) {
      // a host that was frozen may wake with this answer before it notices
      if (leaseIsOver(now)) lose("this host stood still");
      else take(told.value());
    } else if (message.heard() instanceof Heard.Denied<Offer> denied) {
      lose(denied.why());
    } else {
      polls.failed(now, pauseOf(message.heard()));
    }
    return this;
  }

  private void take(Offer offer) {
    if (offer instanceof Offer.None) {
      polls.empty();
      return;
    }
    polls.full();
    if (offer instanceof Offer.Unreadable unreadable) {
      ports.jobs().refuse(unreadable.held(), unreadable.why());
    } else if (offer instanceof Offer.Work work) {
      var assignment = work.assignment();
      Set<Held> more = new HashSet<>(held);
      more.add(assignment.held());
      held = more;
      ports
          .commands()
          .tell(new WorkerCommand.Run(assignment.job(), assignment.attempt(), assignment.spec()));
      certainFrom = asks + 1;
      look();
    }
    offer(now());
  }

  /** Asks what is held after all that the worker was told so far. */
  private void look() {
    long number = ++asks;
    getContext()
        .ask(
            HeldSet.class,
            ports.worker(),
            WORKER_ANSWERS_WITHIN,
            WorkerActor.AskHeld::new,
            (set, failure) -> new HeldNow(number, set));
  }

  private Behavior<Command> onHeldNow(HeldNow message) {
    if (message.set() == null || message.asked() < certainFrom) return this;
    held = message.set().held();
    if (phase == Phase.ENDING && held.isEmpty()) incarnate();
    else offer(now());
    return this;
  }

  private void lose(String why) {
    getContext().getLog().warn("the lease of incarnation {} is lost: {}", incarnation, why);
    phase = Phase.ENDING;
    registration = null;
    withdraw.run();
    certainFrom = asks + 1;
    endAll(why);
  }

  /** A new incarnation only begins when nothing of this one runs any more. */
  private void endAll(String why) {
    ports.worker().tell(new WorkerActor.KillAll(why));
    look();
  }

  private void incarnate() {
    incarnation = ports.incarnations().get();
    phase = Phase.REGISTERING;
    contacting = false;
    backoff = newBackoff();
    polls = newPolls();
    register(now());
  }

  private Behavior<Command> onClose(Close close) {
    closing = true;
    nextContact = now();
    return this;
  }

  private Behavior<Command> onLeave(Leave leave) {
    leaver = leave.replyTo();
    phase = Phase.LEAVING;
    withdraw.run();
    if (registration == null) return left();
    deregister();
    return this;
  }

  private void deregister() {
    if (registration == null) return;
    contacting = true;
    pipe(ports.master().deregister(registration), Gone::new);
  }

  private Behavior<Command> onGone(Gone message) {
    contacting = false;
    if (!(message.heard() instanceof Heard.Unclear<Boolean>)) return left();
    tryAgain(Duration.ZERO, Duration.ofSeconds(1));
    return this;
  }

  private Behavior<Command> left() {
    if (leaver != null) leaver.tell(new Left());
    return Behaviors.stopped();
  }

  private static Duration pauseOf(Heard<?> heard) {
    return heard instanceof Heard.Unclear<?> unclear ? unclear.pause() : LONGEST_PAUSE;
  }

  /** A stage of the master's never fails; one that did all the same is no answer. */
  private <T> void pipe(CompletionStage<Heard<T>> stage, Function<Heard<T>, Command> message) {
    BiFunction<@Nullable Heard<T>, @Nullable Throwable, Command> told =
        (heard, failure) ->
            message.apply(
                heard == null
                    ? new Heard.Unclear<>(String.valueOf(failure), Duration.ZERO)
                    : heard);
    getContext().pipeToSelf(stage, told::apply);
  }
}
