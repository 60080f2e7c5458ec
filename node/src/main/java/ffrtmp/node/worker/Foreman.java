package ffrtmp.node.worker;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads each attempt from the order to run it until its job has taken its last word. One actor's
 * own; no method blocks.
 */
final class Foreman {
  private static final Logger log = LoggerFactory.getLogger(Foreman.class);

  private final AttemptBook book;
  private final Runners runners;
  private final Reports reports;
  private final Settling settling;
  private final Function<Held, Observer> observers;
  private final WorkerMeters meters;

  /**
   * @param observers what an attempt's execution is to tell its progress and its end
   */
  Foreman(
      AttemptBook book,
      Runners runners,
      Reports reports,
      Settling settling,
      Function<Held, Observer> observers,
      WorkerMeters meters) {
    this.book = book;
    this.runners = runners;
    this.reports = reports;
    this.settling = settling;
    this.observers = observers;
    this.meters = meters;
  }

  /**
   * Runs an attempt, or reports that there is no room. A repeat changes nothing.
   *
   * @param closed why no attempt is taken at all
   */
  void run(Assignment assignment, Optional<String> closed) {
    Held held = assignment.held();
    if (book.knows(held)) return;
    supersede(held);
    Attempt attempt = book.open(held);
    Optional<String> missing =
        closed.or(() -> book.reserve(held, assignment.spec().requirements()));
    if (missing.isPresent()) {
      reports.say(attempt, new WorkerReport.NoRoom(missing.get()));
      return;
    }
    log.info("job {} attempt {} begins", held.job(), held.attempt());
    attempt.spec = assignment.spec();
    meters.taken();
    start(attempt, assignment);
  }

  private void start(Attempt attempt, Assignment assignment) {
    Optional<Runner> runner = runners.of(assignment.spec());
    if (runner.isEmpty()) {
      String error = "this node has no engine " + assignment.spec().engine();
      ended(attempt, new Ending.Failed(FailureReason.CAPABILITY_MISMATCH, error, null));
      return;
    }
    attempt.execution = runner.get().start(assignment, observers.apply(attempt.held));
  }

  private void supersede(Held newer) {
    for (Attempt attempt : book.of(newer.job())) {
      if (attempt.ends()) {
        attempt.abandon("attempt " + newer.attempt() + " took its place");
      } else {
        settling.discard(attempt);
        close(attempt);
      }
    }
  }

  /** Answers also for an attempt that is not held: nothing of it runs here, and nothing will. */
  void stop(Held held) {
    Optional<Attempt> here = book.find(held);
    if (here.isPresent()) {
      here.get().stopWanted = true;
      here.get().running().ifPresent(execution -> execution.stop("told to stop"));
    } else {
      book.owe(held)
          .ifPresent(owed -> reports.say(owed, new WorkerReport.Stopped("not held here")));
    }
  }

  void pause(Held held) {
    book.find(held).flatMap(Attempt::running).ifPresent(Execution::pause);
  }

  void resume(Held held) {
    book.find(held).flatMap(Attempt::running).ifPresent(Execution::resume);
  }

  String log(JobId job) {
    return book.log(job);
  }

  void began(Held held) {
    book.find(held)
        .filter(Attempt::reports)
        .ifPresent(attempt -> reports.say(attempt, new WorkerReport.Started()));
  }

  void advanced(Held held, Progress progress) {
    meters.advanced(progress);
    book.find(held)
        .filter(Attempt::reports)
        .ifPresent(attempt -> reports.say(attempt, new WorkerReport.Progressed(progress)));
  }

  void ended(Held held, Ending ending) {
    book.find(held).ifPresent(attempt -> ended(attempt, ending));
  }

  private void ended(Attempt attempt, Ending ending) {
    Held held = attempt.held;
    log.info("job {} attempt {} ended: {}", held.job(), held.attempt(), name(ending));
    attempt.over = true;
    book.free(held);
    if (attempt.spec != null) meters.ended(attempt.spec, ending);
    if (ending instanceof Ending.Succeeded success) attempt.output = success.output();
    if (attempt.abandoned) {
      settling.discard(attempt);
      close(attempt);
      return;
    }
    reports.say(attempt, reportOf(ending));
  }

  private static String name(Ending ending) {
    return ending instanceof Ending.Failed failed
        ? "failed, " + failed.reason() + ", " + failed.error()
        : ending.getClass().getSimpleName();
  }

  private static WorkerReport reportOf(Ending ending) {
    if (ending instanceof Ending.Succeeded success) {
      return new WorkerReport.Finished(success.result(), success.log());
    }
    if (ending instanceof Ending.Failed failed) {
      return new WorkerReport.Failed(failed.reason(), failed.error(), failed.log());
    }
    return new WorkerReport.Stopped(((Ending.Stopped) ending).why());
  }

  void again(Held held) {
    book.find(held).ifPresent(reports::again);
  }

  void answered(
      Held held, WorkerReport report, @Nullable ReportAnswer answer, @Nullable Throwable failure) {
    Attempt attempt = book.find(held).orElse(null);
    if (attempt == null || attempt.abandoned) return;
    Reports.Verdict verdict = reports.answered(attempt, report, answer, failure).orElse(null);
    if (verdict instanceof Reports.Verdict.Done done) {
      if (done.committed()) settling.commit(attempt);
      else settling.discard(attempt);
      close(attempt);
    } else if (verdict instanceof Reports.Verdict.Unwanted unwanted) {
      unwanted(attempt, report, unwanted.why());
    }
  }

  private void unwanted(Attempt attempt, WorkerReport report, String why) {
    Held held = attempt.held;
    log.info("job {} attempt {} is not wanted: {}", held.job(), held.attempt(), why);
    if (!attempt.over) {
      attempt.abandon(why);
      return;
    }
    settling.discard(attempt);
    if (attempt.stopWanted && !(report instanceof WorkerReport.Stopped)) {
      reports.say(attempt, new WorkerReport.Stopped("it had ended before"));
    } else {
      close(attempt);
    }
  }

  void settled(Held held, @Nullable Throwable failure) {
    settling.settled(held, failure);
  }

  private void close(Attempt attempt) {
    reports.close(attempt.held);
    book.close(attempt.held);
  }

  /** Kills every process, forgets every attempt, reports nothing. */
  void killAll(String why) {
    if (!book.isEmpty()) log.warn("everything is killed: {}", why);
    for (Attempt attempt : book.all()) {
      // what has ended may be committed all the same: its output is left for the reaper to ask
      if (attempt.ends()) attempt.abandon(why);
      else close(attempt);
    }
  }

  /** Kills every process; nobody will be here to hear that it ended. */
  void abandonAll(String why) {
    book.all().forEach(attempt -> attempt.abandon(why));
  }

  /** Stops what runs, as if its jobs had said so. */
  void handBack(String why) {
    book.all().forEach(each -> each.running().ifPresent(execution -> execution.stop(why)));
  }

  /** The attempts whose final report has no definite answer yet. */
  Set<Held> held() {
    return book.held();
  }

  /** How many attempts have a process that runs. */
  int running() {
    return (int) book.all().stream().filter(Attempt::ends).count();
  }

  /** Those whose output somebody here looks after. */
  Set<Held> lookedAfter() {
    Set<Held> all = new HashSet<>(settling.underWay());
    all.addAll(book.held());
    return all;
  }

  boolean isIdle() {
    return book.isEmpty() && settling.underWay().isEmpty();
  }
}
