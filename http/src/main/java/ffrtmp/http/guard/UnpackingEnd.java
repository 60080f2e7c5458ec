package ffrtmp.http.guard;

import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;

/** Lets an unpacked body pass, and counts why it did not come to its end. */
final class UnpackingEnd extends GraphStage<FlowShape<ByteString, ByteString>> {
  private final Inlet<ByteString> in = Inlet.create("UnpackingEnd.in");
  private final Outlet<ByteString> out = Outlet.create("UnpackingEnd.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final GuardCounts counts;

  UnpackingEnd(GuardCounts counts) {
    this.counts = counts;
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inherited) {
    return new GraphStageLogic(shape) {
      {
        setHandler(
            in,
            new AbstractInHandler() {
              @Override
              public void onPush() {
                push(out, grab(in));
              }

              @Override
              public void onUpstreamFailure(Throwable failure) {
                counts.count(
                    failure instanceof EntityStreamSizeException
                        ? GuardCounts.Packed.TOO_LARGE
                        : GuardCounts.Packed.DAMAGED);
                fail(out, failure);
              }
            });
        setHandler(
            out,
            new AbstractOutHandler() {
              @Override
              public void onPull() {
                pull(in);
              }

              @Override
              public void onDownstreamFinish(Throwable cause) {
                if (cause instanceof EntityStreamSizeException) {
                  counts.count(GuardCounts.Packed.TOO_LARGE);
                }
                cancel(in, cause);
              }
            });
      }
    };
  }
}
