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
import ffrtmp.http.access.Admission;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets bytes through for as long as the caller's key stands. It looks by itself, whether or not
 * anything flows, since a reader that has stopped reading would otherwise keep its stream.
 */
final class WhileItStands extends GraphStage<FlowShape<ByteString, ByteString>> {
  private final Inlet<ByteString> in = Inlet.create("bytes.in");
  private final Outlet<ByteString> out = Outlet.create("bytes.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final Admission.Admitted admitted;
  private final Duration every;
  private final @Nullable RuntimeException end;

  private WhileItStands(
      Admission.Admitted admitted, Duration every, @Nullable RuntimeException end) {
    this.admitted = admitted;
    this.every = every;
    this.end = end;
  }

  /** Ends in order, so that a reader comes again and learns that it may not. */
  static WhileItStands completing(Admission.Admitted admitted, Duration every) {
    return new WhileItStands(admitted, every, null);
  }

  /** Fails with {@code end}, so that what came so far is not taken for all. */
  static WhileItStands failing(Admission.Admitted admitted, Duration every, RuntimeException end) {
    return new WhileItStands(admitted, every, end);
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Watch();
  }

  private final class Watch extends TimerGraphStageLogic {
    Watch() {
      super(shape);
      setHandlers(
          in,
          out,
          new AbstractInOutHandler() {
            @Override
            public void onPush() {
              push(out, grab(in));
            }

            @Override
            public void onPull() {
              pull(in);
            }
          });
    }

    @Override
    public void preStart() {
      scheduleWithFixedDelay("look", every, every);
    }

    @Override
    public void onTimer(Object look) {
      if (admitted.stands()) return;
      if (end == null) completeStage();
      else failStage(end);
    }
  }
}
