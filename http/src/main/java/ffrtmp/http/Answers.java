package ffrtmp.http;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.http.json.JobJson;
import ffrtmp.http.json.Json;
import ffrtmp.http.problem.Refusals;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.port.NodeAnswer;
import ffrtmp.protocol.port.NodeInfo;
import java.util.function.Function;

/** The successes, and the shape that every answer of a port has in common. */
final class Answers {
  private Answers() {}

  static HttpResponse json(int status, JsonNode body) {
    return HttpResponse.create()
        .withStatus(status)
        .withEntity(ContentTypes.APPLICATION_JSON, ByteString.fromArrayUnsafe(Json.bytes(body)));
  }

  static HttpResponse job(JobView job) {
    return json(200, JobJson.of(job));
  }

  /** {@code accepted} of the job, or the problem. */
  static HttpResponse reply(JobReply reply, Function<JobView, HttpResponse> accepted) {
    if (reply instanceof JobReply.Accepted done) return accepted.apply(done.job());
    if (reply instanceof JobReply.Existing known) return accepted.apply(known.job());
    JobReply.Refused refused = (JobReply.Refused) reply;
    return Refusals.problem(refused.refusal(), refused.detail()).response();
  }

  /** {@code done} of the node, or the problem. */
  static HttpResponse answer(NodeAnswer answer, Function<NodeInfo, HttpResponse> done) {
    if (answer instanceof NodeAnswer.Done success) return done.apply(success.node());
    NodeAnswer.Refused refused = (NodeAnswer.Refused) answer;
    return Refusals.problem(refused.refusal(), refused.detail()).response();
  }
}
