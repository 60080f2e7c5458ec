package ffrtmp.streams;

import akka.Done;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInOutHandler;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import ffrtmp.protocol.stream.LogBatch;
import java.io.IOException;
import java.util.Optional;

/**
 * At each wake-up the folder is looked at, and read as fast as batches are asked for: whoever does
 * not ask holds up the reading, not the memory. Closes the reader at the end.
 */
final class ReaderStage extends GraphStage<FlowShape<Done, LogBatch>> {
  private final Inlet<Done> wakes = Inlet.create("wakes");
  private final Outlet<LogBatch> batches = Outlet.create("batches");
  private final SourceReader reader;

  ReaderStage(SourceReader reader) {
    this.reader = reader;
  }

  @Override
  public FlowShape<Done, LogBatch> shape() {
    return FlowShape.of(wakes, batches);
  }

  @Override
  public GraphStageLogic createLogic(Attributes attributes) {
    return new Logic();
  }

  private final class Logic extends GraphStageLogic {
    Logic() {
      super(shape());
      setHandlers(
          wakes,
          batches,
          new AbstractInOutHandler() {
            @Override
            public void onPush() throws IOException {
              grab(wakes);
              reader.look();
              proceed();
            }

            @Override
            public void onPull() throws IOException {
              proceed();
            }
          });
    }

    private void proceed() throws IOException {
      Optional<LogBatch> batch = reader.next();
      if (batch.isPresent()) {
        push(batches, batch.get());
      } else if (!isClosed(wakes)) {
        pull(wakes);
      } else {
        completeStage();
      }
    }

    @Override
    public void postStop() {
      reader.close();
    }
  }
}
