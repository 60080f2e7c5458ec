package ffrtmp.node.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs checks, some at a time, and tells their findings in the order of the checks. One that hangs
 * or breaks is a finding too, and keeps no other from being told.
 */
public final class Examination {
  private static final int AT_A_TIME = 4;

  private final List<Check> checks;

  public Examination(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /** Blocks until each has told, or its patience is over. */
  public List<Finding> run() throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME, Examination::daemon);
    try {
      List<Future<List<Finding>>> running = new ArrayList<>();
      for (Check check : checks) running.add(threads.submit(check::look));
      List<Finding> all = new ArrayList<>();
      for (int i = 0; i < checks.size(); i++) all.addAll(result(checks.get(i), running.get(i)));
      return all;
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Finding> result(Check check, Future<List<Finding>> running)
      throws InterruptedException {
    try {
      return running.get(check.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      running.cancel(true);
      return List.of(
          Finding.fail(
              check.name(),
              "no answer within " + check.patience().toSeconds() + " s",
              "look whether a disk, a network or a device behind it hangs, and ask again"));
    } catch (ExecutionException e) {
      return List.of(
          Finding.fail(
              check.name(),
              "it could not be looked at: " + e.getCause(),
              "run it as the user that the server runs as, who may see more"));
    }
  }

  /** One that hangs in the kernel must not keep the process from ending. */
  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "doctor");
    thread.setDaemon(true);
    return thread;
  }
}
