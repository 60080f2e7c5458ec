package ffrtmp.node.worker;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.TranscodeParameters;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Engine {@code noop}: takes the time it is told, runs nothing, and ends as it is told. */
final class NoopRunner implements Runner {
  private final ScheduledExecutorService timer;

  NoopRunner(ScheduledExecutorService timer) {
    this.timer = timer;
  }

  @Override
  public Execution start(Assignment assignment, Observer observer) {
    TranscodeParameters parameters = assignment.spec().parameters();
    long millis = parameters.sleepMs() == null ? 0 : parameters.sleepMs();
    Nap nap = new Nap(ending(parameters.fail()), observer, millis);
    if (millis == 0) {
      nap.end(nap.ending);
    } else {
      observer.started();
      nap.resume();
    }
    return nap;
  }

  private static Ending ending(@Nullable FailureReason fail) {
    return fail == null
        ? new Ending.Succeeded(JobResult.NONE, null, Output.NONE)
        : new Ending.Failed(fail, "engine noop was told to fail", null);
  }

  private final class Nap implements Execution {
    private final Ending ending;
    private final Observer observer;
    private long millisLeft;
    private @Nullable ScheduledFuture<?> alarm;
    private boolean over;

    Nap(Ending ending, Observer observer, long millis) {
      this.ending = ending;
      this.observer = observer;
      this.millisLeft = millis;
    }

    @Override
    public synchronized void pause() {
      if (alarm == null || over) return;
      millisLeft = Math.max(0, alarm.getDelay(TimeUnit.MILLISECONDS));
      alarm.cancel(false);
      alarm = null;
    }

    @Override
    public synchronized void resume() {
      if (alarm != null || over) return;
      alarm = timer.schedule(() -> end(ending), millisLeft, TimeUnit.MILLISECONDS);
    }

    @Override
    public void stop(String why) {
      end(new Ending.Stopped(why));
    }

    @Override
    public void kill(String why) {
      end(new Ending.Stopped(why, true));
    }

    @Override
    public String log() {
      return "";
    }

    private synchronized void end(Ending how) {
      if (over) return;
      over = true;
      if (alarm != null) alarm.cancel(false);
      observer.ended(how);
    }
  }
}
