package ffrtmp.node.worker.attempt;

import ffrtmp.node.worker.Assignment;
import ffrtmp.node.worker.Ending;
import ffrtmp.node.worker.Execution;
import ffrtmp.node.worker.Observer;
import ffrtmp.node.worker.media.Refused;
import ffrtmp.node.worker.process.Orders;
import ffrtmp.protocol.job.FailureReason;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs an engine's work to its one ending, whatever happens on the way. */
final class AttemptExecution implements Execution, Runnable {
  private static final Logger log = LoggerFactory.getLogger(AttemptExecution.class);

  private final Assignment assignment;
  private final Observer observer;
  private final Work work;
  private final Orders orders = new Orders();
  private final Stage stage;

  AttemptExecution(Shared shared, Assignment assignment, Observer observer, Work work) {
    this.assignment = assignment;
    this.observer = observer;
    this.work = work;
    this.stage = new Stage(shared, assignment, observer, orders);
  }

  @Override
  public void pause() {
    orders.pause(true);
  }

  @Override
  public void resume() {
    orders.pause(false);
  }

  @Override
  public void stop(String why) {
    orders.stop(why);
  }

  @Override
  public void kill(String why) {
    orders.kill(why);
  }

  @Override
  public String log() {
    return work.log();
  }

  @Override
  public void run() {
    observer.ended(attempt());
  }

  private Ending attempt() {
    try {
      return work.perform(stage);
    } catch (Refused e) {
      return new Ending.Failed(e.reason(), e.error(), null);
    } catch (IOException e) {
      return broken("the worker could not do its part: " + e.getMessage(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Ending.Stopped("the worker ends");
    } catch (RuntimeException e) {
      return broken("the worker has a defect", e);
    }
  }

  private Ending broken(String error, Exception e) {
    log.error("job {} attempt {} broke", assignment.job(), assignment.attempt(), e);
    return new Ending.Failed(FailureReason.PLATFORM_ERROR, error, work.log());
  }
}
