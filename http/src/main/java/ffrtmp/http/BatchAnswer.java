package ffrtmp.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.SubmitRoutes.Submitted;
import ffrtmp.http.json.JobJson;
import ffrtmp.http.json.Json;
import ffrtmp.http.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The answer to a batch: for each job, in order, itself or its problem, as the batch was sent. */
final class BatchAnswer {
  private static final ContentType LINES =
      ContentTypes.create(
          MediaTypes.customWithFixedCharset(
              "application", "x-ndjson", HttpCharsets.UTF_8, Map.of(), true));

  private BatchAnswer() {}

  /**
   * What stands in the place of one job.
   *
   * @param ends the problem after which nothing was read
   */
  record Line(ObjectNode json, Optional<Problem> ends) {}

  static Line result(long index, Submitted submitted) {
    if (submitted instanceof Submitted.NotTaken no) return problem(index, no.problem());
    Submitted.Taken taken = (Submitted.Taken) submitted;
    ObjectNode json = head(index, taken.fresh() ? 201 : 200);
    json.set("job", JobJson.of(taken.job()));
    return new Line(json, Optional.empty());
  }

  static Line problem(long index, Problem problem) {
    ObjectNode json = head(index, problem.status());
    json.set("problem", problem.toJson());
    return new Line(json, Optional.empty());
  }

  /** The problem after which nothing was read. */
  static Line end(long index, Problem problem) {
    return new Line(problem(index, problem).json(), Optional.of(problem));
  }

  /** Where nothing was read at all, the problem itself. */
  static HttpResponse of(List<Line> results, boolean lines) {
    if (results.isEmpty()) return Problem.of(400, "a batch has at least one job").response();
    Optional<Problem> first = results.get(0).ends();
    if (first.isPresent()) return first.get().response();
    List<ObjectNode> all = results.stream().map(Line::json).toList();
    return lines ? lines(all) : list(all);
  }

  private static ObjectNode head(long index, int status) {
    ObjectNode json = Json.object();
    json.put("index", index);
    json.put("status", status);
    return json;
  }

  private static HttpResponse lines(List<ObjectNode> results) {
    ByteStringBuilder body = new ByteStringBuilder();
    for (ObjectNode result : results) {
      body.append(ByteString.fromArrayUnsafe(Json.bytes(result)));
      body.putByte((byte) '\n');
    }
    return HttpResponse.create().withStatus(207).withEntity(LINES, body.result());
  }

  private static HttpResponse list(List<ObjectNode> results) {
    ObjectNode json = Json.object();
    json.put("count", results.size());
    json.put("accepted", results.stream().filter(result -> result.has("job")).count());
    ArrayNode array = json.putArray("results");
    results.forEach(array::add);
    return Answers.json(207, json);
  }
}
