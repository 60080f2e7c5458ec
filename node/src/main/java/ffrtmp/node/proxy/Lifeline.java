package ffrtmp.node.proxy;

import akka.actor.typed.ActorRef;
import ffrtmp.node.lease.LeaseKeeper;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Beat;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Sender;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerCommand;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One node's registration and lease: whether the present one still holds, who speaks for it, and
 * that every keeper hears of it.
 */
final class Lifeline {
  /** What to do when the registration is another than it was. */
  interface Listener {
    /** The first word of a registration that reached this proxy. */
    void found();

    /** What the node held, it holds no more. */
    void replaced();
  }

  /** How long what the node's entity said of the registration is relied on. */
  private static final long ATTACHED = Duration.ofSeconds(5).toNanos();

  private static final long QUIET = Duration.ofSeconds(1).toNanos();

  private final NodeId id;
  private final HttpNodeActor.Ports ports;
  private final Post post;
  private final Holds holds;
  private final Listener listener;
  private final Renewals renewals;
  private final ActorRef<WorkerCommand> commands;
  private final ActorRef<LeaseKeeper.Renewed> acknowledgements;
  private final String proxy;
  private @Nullable NodeView node;
  private @Nullable String incarnation;
  private @Nullable Sender sender;
  private Vitals vitals = new Vitals(null, null);
  private Set<Held> said = Set.of();
  private Duration heartbeat;
  private boolean namesItself;
  private boolean closing;
  private long attachedAt;
  private long renewedAt;

  /**
   * @param proxy names this life of the proxy
   * @param commands where the node's entity is to send what the worker must be told
   */
  Lifeline(
      NodeId id,
      String proxy,
      HttpNodeActor.Ports ports,
      Post post,
      Holds holds,
      Listener listener,
      ActorRef<WorkerCommand> commands,
      ActorRef<LeaseKeeper.Renewed> acknowledgements) {
    this.id = id;
    this.proxy = proxy;
    this.ports = ports;
    this.post = post;
    this.holds = holds;
    this.listener = listener;
    this.commands = commands;
    this.acknowledgements = acknowledgements;
    renewals = new Renewals(now());
    renewedAt = now() - QUIET;
    heartbeat = ports.settings().heartbeat();
  }

  /** As the node's entity last told it; absent: it was not asked yet. */
  @Nullable NodeView node() {
    return node;
  }

  /** What the worker last said that it holds. */
  Set<Held> said() {
    return said;
  }

  WorkerAnswer.Lease lease() {
    return new WorkerAnswer.Lease(heartbeat, heartbeat.multipliedBy(HttpNodeSettings.BEATS));
  }

  /**
   * Whether that is, as far as can be told, an old agent that speaks for the node: it says nothing
   * while it works but looks at its job. A worker that names itself says all that counts as a sign
   * of life, and a look from its address is somebody else's.
   */
  boolean isLookOfOwn(Sender other) {
    return !namesItself && other.is(sender);
  }

  void register(HttpNodeCommand.Register c, Runnable registered) {
    String said = c.registration().incarnation();
    namesItself = said != null;
    String name = said == null ? ports.names().get() : said;
    post.askNode(
        NodeCommand.Get::new,
        before ->
            post.askNode(
                to -> new NodeCommand.Register(c.registration().facts(), name, commands, to),
                reply -> {
                  if (!(reply instanceof NodeReply.Accepted accepted)) {
                    Post.refuse(c.replyTo()::tell, reply);
                    return;
                  }
                  NodeView view = accepted.node();
                  if (!name.equals(incarnation)) closing = false;
                  take(view, name);
                  heard(c.sender(), c.registration().heartbeat());
                  boolean fresh = before instanceof NodeReply.Refused;
                  renew(
                      () -> c.replyTo().tell(new WorkerAnswer.Registered(view, fresh, lease())),
                      c.replyTo()::tell);
                  registered.run();
                }));
  }

  /** A sign of life that was not said as one. */
  void heard(Sender from) {
    heard(from, null);
    renewQuietly();
  }

  void beat(Beat beat, Sender from) {
    vitals = beat.vitals();
    said = beat.held();
    closing |= beat.closing();
    heard(from, beat.heartbeat());
  }

  private void heard(Sender from, @Nullable Duration interval) {
    sender = from;
    if (interval == null) return;
    Duration longest = ports.settings().heartbeat();
    heartbeat = interval.compareTo(longest) < 0 ? interval : longest;
  }

  /** Goes on once the registration is known to hold, and the commands for it come here. */
  void withNode(
      @Nullable String name,
      Sender from,
      Consumer<WorkerAnswer> answer,
      Consumer<NodeView> action) {
    if (name != null) namesItself = true;
    NodeView known = node;
    boolean same = name == null || name.equals(incarnation);
    if (known != null && known.online() && same && now() - attachedAt < ATTACHED) {
      if (speaks(from, known, answer)) action.accept(known);
      return;
    }
    withName(from, answer, () -> attach(name, answer, action));
  }

  private void attach(
      @Nullable String name, Consumer<WorkerAnswer> answer, Consumer<NodeView> action) {
    post.askNode(
        to -> new NodeCommand.Attach(name, name == null, commands, to),
        reply -> {
          if (reply instanceof NodeReply.Accepted accepted) {
            take(accepted.node(), name == null ? incarnation : name);
            action.accept(accepted.node());
          } else {
            Post.refuse(answer, reply);
          }
        });
  }

  /** Goes on once the key is known to be the node's. */
  void withName(Sender from, Consumer<WorkerAnswer> answer, Runnable action) {
    NodeView known = node;
    if (known != null) {
      if (speaks(from, known, answer)) action.run();
    } else if (from.node() == null) {
      action.run();
    } else {
      post.askNode(
          NodeCommand.Get::new,
          reply -> {
            if (reply instanceof NodeReply.Refused) Post.refuse(answer, reply);
            else if (speaks(from, ((NodeReply.Accepted) reply).node(), answer)) action.run();
          });
    }
  }

  private static boolean speaks(Sender from, NodeView view, Consumer<WorkerAnswer> answer) {
    if (from.speaksFor(view.facts().name())) return true;
    Post.refuse(answer, Refusal.NOT_YOURS, "The key was made for another node.");
    return false;
  }

  void leave(HttpNodeCommand.Leave c) {
    withName(
        c.sender(),
        c.replyTo()::tell,
        () ->
            post.askNode(
                to -> new NodeCommand.Deregister(c.incarnation(), to),
                reply -> {
                  if (reply instanceof NodeReply.Accepted accepted) {
                    take(accepted.node(), c.incarnation());
                    c.replyTo().tell(new WorkerAnswer.Left(accepted.node()));
                  } else {
                    Post.refuse(c.replyTo()::tell, reply);
                  }
                }));
  }

  private void take(NodeView view, @Nullable String name) {
    NodeView before = node;
    node = view;
    incarnation = name;
    attachedAt = now();
    if (before == null) listener.found();
    if (before == null || before.epoch() == view.epoch()) return;
    said = Set.of();
    listener.replaced();
  }

  /** Runs {@code heard} once a majority of the keepers has heard it. */
  void renew(Runnable heard, Consumer<WorkerAnswer> answer) {
    Runnable late =
        () ->
            Post.refuse(answer, Refusal.UNAVAILABLE, "No majority of the control nodes heard it.");
    renewals.await(renew(), heard, late);
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
            proxy,
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

  void acknowledged(LeaseKeeper.Renewed answer) {
    renewals
        .acknowledged(answer.keeper(), answer.sentNanos(), ports.controlNodes().get())
        .ifPresent(Runnable::run);
  }

  /** Answers those whose renewal no majority has heard in time. */
  void answerLate(long now) {
    renewals.late(now).forEach(Runnable::run);
  }

  Optional<Long> nextAt() {
    return renewals.nextAt();
  }

  private long now() {
    return ports.nanos().getAsLong();
  }
}
