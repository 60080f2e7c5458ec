package ffrtmp.http.account;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;

/** Lets a body pass and tells its pieces, and its end however it ends. */
final class CountedFlow extends GraphStage<FlowShape<ByteString, ByteString>> {
  private final Inlet<ByteString> in = Inlet.create("CountedFlow.in");
  private final Outlet<ByteString> out = Outlet.create("CountedFlow.out");
  private final FlowShape<ByteString, ByteString> shape = FlowShape.of(in, out);
  private final Body body;

  CountedFlow(Body body) {
    this.body = body;
  }

  /** Is told of one body as it flows; by one thread at a time. */
  interface Body {
    /** Somebody has begun to read; told by their own thread, before they go on. */
    void begins();

    void flows(long bytes);

    /** It broke off where it comes from. */
    void fails(Throwable failure);

    /** Once, after everything else: it is complete, broke off, or nobody wanted more. */
    void ends();
  }

  @Override
  public FlowShape<ByteString, ByteString> shape() {
    return shape;
  }

  @Override
  public GraphStageLogic createLogic(Attributes inherited) {
    // and not in preStart, which another thread runs some time later
    body.begins();
    return new GraphStageLogic(shape) {
      {
        setHandler(
            in,
            new AbstractInHandler() {
              @Override
              public void onPush() {
                ByteString piece = grab(in);
                body.flows(piece.size());
                push(out, piece);
              }

              @Override
              public void onUpstreamFailure(Throwable failure) {
                body.fails(failure);
                failStage(failure);
              }
            });
        setHandler(
            out,
            new AbstractOutHandler() {
              @Override
              public void onPull() {
                pull(in);
              }
            });
      }

      @Override
      public void postStop() {
        body.ends();
      }
    };
  }
}
