package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.json.WorkerJson;
import ffrtmp.http.problem.Problem;
import ffrtmp.http.submit.ReportReader;
import ffrtmp.protocol.port.Workers;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What workers that speak HTTP say of their attempts: progress and results. */
final class ReportRoutes {
  private final Workers workers;
  private final JobIds ids;
  private final Bodies bodies;

  ReportRoutes(Workers workers, JobIds ids, Bodies bodies) {
    this.workers = workers;
    this.ids = ids;
    this.bodies = bodies;
  }

  CompletionStage<HttpResponse> progress(Exchange exchange) {
    return bodies.longJson(
        exchange,
        json ->
            ids.with(
                exchange,
                job ->
                    report(
                        exchange,
                        ReportReader.progress(json, job),
                        heard -> Answers.json(200, WorkerJson.heard(heard)))));
  }

  CompletionStage<HttpResponse> result(Exchange exchange) {
    return bodies.longJson(
        exchange,
        json -> {
          ReportReader.Read read = ReportReader.result(json);
          var word = read.word();
          boolean failed = word != null && word.report() instanceof WorkerReport.Failed;
          return report(
              exchange, read, heard -> Answers.json(200, WorkerJson.result(heard.job(), failed)));
        });
  }

  private CompletionStage<HttpResponse> report(
      Exchange exchange,
      ReportReader.Read read,
      Function<WorkerAnswer.Heard, HttpResponse> success) {
    var node = read.node();
    var word = read.word();
    if (node == null || word == null) {
      return CompletableFuture.completedFuture(Problem.badFields(read.faults()).response());
    }
    return workers
        .report(node, word, Senders.of(exchange))
        .thenApply(
            answer -> {
              if (!(answer instanceof WorkerAnswer.Heard heard))
                return WorkerRoutes.refused(answer);
              Senders.counted(exchange, node);
              return success.apply(heard);
            });
  }
}
