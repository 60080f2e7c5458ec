package ffrtmp.node.worker.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.node.worker.Fate;
import ffrtmp.node.worker.Fates;
import ffrtmp.node.worker.JobPort;
import ffrtmp.node.worker.ReportAnswer;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jobs whose attempts are held here, as the master speaks for them: takes each report to it,
 * and what it wants of an attempt to the worker. An attempt that has nothing to report is asked for
 * all the same every two seconds, so that a wish need not wait for the next heartbeat. Thread-safe.
 */
final class RemoteJobs implements JobPort, Fates {
  private static final Logger log = LoggerFactory.getLogger(RemoteJobs.class);
  private static final Duration PROGRESS_WITHIN = Duration.ofSeconds(5);
  private static final Duration RESULT_WITHIN = Duration.ofSeconds(30);
  private static final Duration SILENCE = Duration.ofSeconds(2);
  private static final Duration LOG_EVERY = Duration.ofSeconds(5);

  private static final Progress NO_PROGRESS = new Progress(0.0, null, null, null, null, null, null);

  private final Http http;
  private final Consumer<WorkerCommand> worker;
  private final Function<JobId, CompletionStage<String>> logs;
  private final LongSupplier nanos;
  private final Map<Held, Conversation> conversations = new ConcurrentHashMap<>();
  private volatile @Nullable NodeId node;
  private volatile long notBefore;

  /**
   * @param worker takes what the master wants of an attempt
   * @param logs the end of an attempt's log so far
   * @param nanos a monotonic clock, nanoseconds
   */
  RemoteJobs(
      Http http,
      Consumer<WorkerCommand> worker,
      Function<JobId, CompletionStage<String>> logs,
      LongSupplier nanos) {
    this.http = http;
    this.worker = worker;
    this.logs = logs;
    this.nanos = nanos;
    this.notBefore = nanos.getAsLong();
  }

  /** The master knows this worker as {@code node}. */
  void registered(NodeId known) {
    node = known;
  }

  @Override
  public CompletionStage<ReportAnswer> report(JobId job, int attempt, WorkerReport report) {
    Held held = new Held(job, attempt);
    Conversation talk = conversation(held);
    if (report instanceof WorkerReport.Started) {
      talk.advanced(NO_PROGRESS);
      return live(held, talk);
    }
    if (report instanceof WorkerReport.Progressed progressed) {
      talk.advanced(progressed.progress());
      return waitNanos() > 0
          ? CompletableFuture.completedFuture(new ReportAnswer.Unknown("the master wants a rest"))
          : live(held, talk);
    }
    talk.ends();
    if (report instanceof WorkerReport.Finished finished) {
      ObjectNode body = result(held, "completed", finished.log());
      body.setAll(flat(finished.result()));
      return last(held, "/results", body, true);
    }
    if (report instanceof WorkerReport.Failed failed) {
      return last(held, "/results", failure(held, failed), false);
    }
    if (report instanceof WorkerReport.Stopped && talk.isCanceled()) {
      return last(held, "/results", result(held, "canceled", null), false);
    }
    return handBack(held, report);
  }

  private CompletionStage<ReportAnswer> handBack(Held held, WorkerReport report) {
    log.info("job {} attempt {} is handed back: {}", held.job(), held.attempt(), report);
    ObjectNode body = addressed(Wire.object(), held).put("status", "queued");
    return last(held, progressPath(held), body, false);
  }

  /** An attempt that came in words that are not understood: it fails, here. */
  void refuse(Held held, String why) {
    log.error("job {} attempt {} cannot be read: {}", held.job(), held.attempt(), why);
    String error = "this worker cannot read the job: " + why;
    var failed = new WorkerReport.Failed(FailureReason.PLATFORM_ERROR, error, null);
    var unused = last(held, "/results", failure(held, failed), false);
  }

  private ObjectNode failure(Held held, WorkerReport.Failed failed) {
    ObjectNode body = result(held, "failed", failed.log());
    body.put("error", failed.error());
    body.set("failure_reason", Wire.JSON.valueToTree(failed.reason()));
    return body;
  }

  private ObjectNode result(Held held, String status, @Nullable String text) {
    ObjectNode body = addressed(Wire.object(), held);
    body.put("job_id", held.job().toString()).put("status", status);
    if (text != null) body.put("logs", text);
    return body;
  }

  private static ObjectNode flat(JobResult result) {
    return Wire.tree(result);
  }

  private ObjectNode addressed(ObjectNode body, Held held) {
    return body.put("node_id", String.valueOf(node)).put("attempt", held.attempt());
  }

  private static String progressPath(Held held) {
    return "/jobs/" + held.job() + "/progress";
  }

  /** Says how the attempt is, and has what the master wants of it done. */
  private CompletionStage<ReportAnswer> live(Held held, Conversation talk) {
    talk.says(nanos.getAsLong());
    return http.post(progressPath(held), addressed(talk.words(), held), PROGRESS_WITHIN)
        .thenApply(
            answer -> {
              if (!answer.good()) return said(held, answer);
              obey(new Directive(held, Directive.Wish.of(answer.body().path("command").asText())));
              return new ReportAnswer.Taken(false);
            });
  }

  /** A progress that is refused as it stands does the attempt no harm. */
  private ReportAnswer said(Held held, Http.Answer answer) {
    if (answer.status() != 400) return refusal(answer);
    log.warn("job {} attempt {}: progress: {}", held.job(), held.attempt(), answer.why());
    return new ReportAnswer.Taken(false);
  }

  private CompletionStage<ReportAnswer> last(
      Held held, String path, ObjectNode body, boolean commits) {
    CompletableFuture<Http.Answer> sent =
        rested().thenCompose(nothing -> http.post(path, body, RESULT_WITHIN));
    return sent.thenApply(
        answer -> {
          if (answer.good()) return new ReportAnswer.Taken(commits);
          if (answer.status() != 400) return refusal(answer);
          log.error("job {} attempt {}: {}", held.job(), held.attempt(), answer.why());
          return new ReportAnswer.Unwanted(answer.why());
        });
  }

  private ReportAnswer refusal(Http.Answer answer) {
    if (answer.status() == 404 || answer.status() == 409) {
      return new ReportAnswer.Unwanted(answer.why());
    }
    rest(answer.retryAfter());
    return new ReportAnswer.Unknown(answer.why());
  }

  private void rest(Duration pause) {
    if (!pause.isZero()) notBefore = nanos.getAsLong() + pause.toNanos();
  }

  /** Completes once the master may be asked again. */
  private CompletableFuture<Void> rested() {
    long wait = waitNanos();
    if (wait <= 0) return CompletableFuture.completedFuture(null);
    Executor later = CompletableFuture.delayedExecutor(wait, TimeUnit.NANOSECONDS);
    return CompletableFuture.runAsync(() -> {}, later);
  }

  private long waitNanos() {
    return notBefore - nanos.getAsLong();
  }

  /** Has carried out what the master wants; it says so again until it sees it. */
  void obey(Directive directive) {
    Held held = directive.held();
    Conversation talk = conversation(held);
    switch (directive.wish()) {
      case PAUSE -> {
        talk.pause();
        worker.accept(new WorkerCommand.Pause(held.job(), held.attempt()));
      }
      case RESUME -> {
        talk.resume();
        worker.accept(new WorkerCommand.Resume(held.job(), held.attempt()));
      }
      case CANCEL -> {
        talk.cancel();
        worker.accept(new WorkerCommand.Stop(held.job(), held.attempt()));
      }
      case CONTINUE -> {}
    }
  }

  /** Asks for those that were silent for a while, and forgets those that are not held any more. */
  void look(Set<Held> held) {
    conversations.keySet().retainAll(held);
    long now = nanos.getAsLong();
    for (Held each : held) {
      Conversation talk = conversation(each);
      if (talk.beginLog(now, LOG_EVERY.toNanos())) {
        var unused = logs.apply(each.job()).thenAccept(talk::logged);
      }
      if (waitNanos() <= 0 && talk.beginLook(now, SILENCE.toNanos())) ask(each, talk);
    }
  }

  private void ask(Held held, Conversation talk) {
    var unused =
        live(held, talk)
            .whenComplete(
                (answer, failure) -> {
                  talk.endLook();
                  if (answer instanceof ReportAnswer.Unwanted && !talk.isOver()) {
                    obey(new Directive(held, Directive.Wish.CANCEL));
                  }
                });
  }

  private Conversation conversation(Held held) {
    return conversations.computeIfAbsent(held, any -> new Conversation(nanos.getAsLong()));
  }

  @Override
  public CompletionStage<Fate> ask(JobId job, int attempt) {
    if (node == null) return CompletableFuture.failedFuture(new IllegalStateException("no master"));
    return http.get("/jobs/" + job, PROGRESS_WITHIN).thenApply(answer -> fate(answer, attempt));
  }

  private static Fate fate(Http.Answer answer, int attempt) {
    if (answer.status() == 404) return Fate.OVER;
    if (!answer.good()) return Fate.OPEN;
    JsonNode job = answer.body();
    if (job.path("attempt").asInt() != attempt) return Fate.OVER;
    return switch (job.path("status").asText()) {
      case "completed" -> Fate.COMMITTED;
      case "failed", "canceled" -> Fate.OVER;
      default -> job.path("node_id").isTextual() ? Fate.OPEN : Fate.OVER;
    };
  }
}
