package ffrtmp.node.worker.attempt;

import ffrtmp.node.worker.Assignment;
import ffrtmp.node.worker.Execution;
import ffrtmp.node.worker.Observer;
import ffrtmp.node.worker.Runner;
import ffrtmp.protocol.job.JobSpec;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/** An engine that is a program: one thread, and one process at a time, for each attempt. */
public final class AttemptRunner implements Runner {
  private final Shared shared;
  private final BiFunction<Assignment, Observer, Work> engine;
  private final Predicate<JobSpec> suits;

  /**
   * @param suits whether the engine, as it is here, can do a job by what its parameters say
   */
  public AttemptRunner(
      Shared shared, BiFunction<Assignment, Observer, Work> engine, Predicate<JobSpec> suits) {
    this.shared = shared;
    this.engine = engine;
    this.suits = suits;
  }

  @Override
  public boolean suits(JobSpec spec) {
    return suits.test(spec);
  }

  @Override
  public Execution start(Assignment assignment, Observer observer) {
    AttemptExecution execution =
        new AttemptExecution(shared, assignment, observer, engine.apply(assignment, observer));
    Thread thread =
        new Thread(execution, "attempt-" + assignment.job() + "-" + assignment.attempt());
    thread.setDaemon(true);
    thread.start();
    return execution;
  }
}
