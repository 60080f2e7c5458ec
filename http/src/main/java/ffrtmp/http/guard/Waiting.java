package ffrtmp.http.guard;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;

/**
 * Lets bytes through, and fails when a client kept us waiting for too long over them: in all, so
 * that one byte now and then is no way round. Only the time counts in which it was the client's
 * turn; a store of ours that is slow is not its fault. Of one that takes bytes a second each time
 * does not count: live events are small, and go on for days.
 */
final class Waiting extends GraphStage<FlowShape<ByteString, ByteString>> {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final Inlet<ByteString> in = Inlet.create("Waiting.in");
  private final Outlet<ByteString> out = Outlet.create("Waiting.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final GuardSettings settings;
  private final boolean forSender;
  private final long ignoredNanos;
  private final GuardCounts counts;
  private final Runnable ended;
  private final LongSupplier nanos;

  private Waiting(
      GuardSettings settings,
      boolean forSender,
      GuardCounts counts,
      Runnable ended,
      LongSupplier nanos) {
    this.settings = settings;
    this.counts = counts;
    this.forSender = forSender;
    this.ended = ended;
    this.nanos = nanos;
    ignoredNanos = forSender ? 0 : 1_000_000_000L;
  }

  /**
   * Counts while a client's bytes are waited for: a request's body.
   *
   * @param ended run when all of it has come
   */
  static Waiting forSender(
      GuardSettings settings, GuardCounts counts, Runnable ended, LongSupplier nanos) {
    return new Waiting(settings, true, counts, ended, nanos);
  }

  /** Counts while a client does not take the bytes that are there: an answer's body. */
  static Waiting forTaker(GuardSettings settings, GuardCounts counts, LongSupplier nanos) {
    return new Waiting(settings, false, counts, () -> {}, nanos);
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends TimerGraphStageLogic {
    private long bytes;
    private long waitedNanos;
    private long since = nanos.getAsLong();
    private boolean clientsTurn = !forSender;

    private Logic() {
      super(shape);
      setHandler(
          in,
          new AbstractInHandler() {
            @Override
            public void onPush() {
              ByteString chunk = grab(in);
              bytes += chunk.size();
              turn(!forSender);
              push(out, chunk);
            }

            @Override
            public void onUpstreamFinish() {
              ended.run();
              completeStage();
            }
          });
      setHandler(
          out,
          new AbstractOutHandler() {
            @Override
            public void onPull() {
              turn(forSender);
              pull(in);
            }
          });
    }

    @Override
    public void preStart() {
      scheduleWithFixedDelay("look", LOOK, LOOK);
    }

    @Override
    public void onTimer(Object key) {
      long waited = waitedNanos + (clientsTurn ? nanos.getAsLong() - since : 0);
      if (waited <= settings.patienceFor(bytes).toNanos()) return;
      counts.count(forSender ? GuardCounts.Cut.SLOW_BODY : GuardCounts.Cut.SLOW_READER);
      failStage(
          new TooSlow(
              forSender ? "the body arrives too slowly" : "the answer is taken too slowly"));
    }

    private void turn(boolean clients) {
      long now = nanos.getAsLong();
      if (clientsTurn && now - since > ignoredNanos) waitedNanos += now - since;
      since = now;
      clientsTurn = clients;
    }
  }

  /** No trace of ours: it says nothing of a client, and clients may be many. */
  private static final class TooSlow extends TimeoutException {
    private static final long serialVersionUID = 1L;

    private TooSlow(String message) {
      super(message);
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
