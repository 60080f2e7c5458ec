package ffrtmp.http;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import akka.util.ByteString;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The body of a live stream: an opening, the events as they come, and a heartbeat in each silence.
 * A reader that takes nothing for too long is given an orderly end, which it finds should it wake.
 * One stage for all of that, since each costs half a kilobyte for every reader.
 */
final class LiveBody extends GraphStage<FlowShape<ByteString, ByteString>> {
  /** Is told of one body, by one thread at a time. */
  interface Watcher {
    void begins();

    /** Its reader took nothing for too long. */
    void tooSlow();

    /** Once, after everything else. */
    void ends();
  }

  /** Of what is measured; the accuracy of Akka's own stages. */
  private static final int PARTS = 8;

  private final Inlet<ByteString> in = Inlet.create("LiveBody.in");
  private final Outlet<ByteString> out = Outlet.create("LiveBody.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final HttpSettings.Events settings;
  private final Watcher watcher;
  private final LongSupplier nanos;

  LiveBody(HttpSettings.Events settings, Watcher watcher, LongSupplier nanos) {
    this.settings = settings;
    this.watcher = watcher;
    this.nanos = nanos;
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
    /** What waits for the reader: the opening, or an event that a heartbeat went before. */
    private @Nullable ByteString next = ServerSentEvents.OPENING;

    private boolean ended;

    /** Since when it is the reader's turn, or that of the events. */
    private long since = nanos.getAsLong();

    Logic() {
      super(shape);
      setHandlers(in, out, new Handler());
    }

    @Override
    public void preStart() {
      watcher.begins();
      Duration shorter =
          settings.heartbeat().compareTo(settings.patience()) < 0
              ? settings.heartbeat()
              : settings.patience();
      Duration every = shorter.dividedBy(PARTS);
      scheduleWithFixedDelay("look", every, every);
    }

    @Override
    public void postStop() {
      watcher.ends();
    }

    @Override
    public void onTimer(Object key) {
      long waited = nanos.getAsLong() - since;
      if (!isAvailable(out)) {
        if (waited < settings.patience().toNanos()) return;
        watcher.tooSlow();
        completeStage();
      } else if (waited >= settings.heartbeat().toNanos()) {
        give(ServerSentEvents.HEARTBEAT);
      }
    }

    private void give(ByteString bytes) {
      since = nanos.getAsLong();
      push(out, bytes);
    }

    private final class Handler extends AbstractInOutHandler {
      @Override
      public void onPush() {
        ByteString event = grab(in);
        if (isAvailable(out)) give(event);
        else next = event;
      }

      @Override
      public void onPull() {
        since = nanos.getAsLong();
        ByteString waiting = next;
        next = null;
        if (waiting != null) give(waiting);
        if (waiting != null && ended) completeStage();
        else if (waiting == null && !hasBeenPulled(in)) pull(in);
      }

      @Override
      public void onUpstreamFinish() {
        if (next == null) completeStage();
        else ended = true;
      }
    }
  }
}
