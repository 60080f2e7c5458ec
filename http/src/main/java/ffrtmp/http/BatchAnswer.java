package ffrtmp.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.stream.javadsl.Source;
import akka.util.ByteString;
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

  /** Lines that wait are sent in pieces of this size, since each piece costs a write. */
  private static final long PIECE = 32 * 1024;

  private static final ByteString NEWLINE = ByteString.fromString("\n");
  private static final Problem EMPTY = Problem.of(400, "a batch has at least one job");

  private BatchAnswer() {}

  /**
   * What stands in the place of one job.
   *
   * @param ends the problem after which nothing was read
   */
  record Line(ObjectNode json, Optional<Problem> ends) {
    /** As one line of the answer. */
    Written write() {
      return new Written(ByteString.fromArrayUnsafe(Json.bytes(json)).concat(NEWLINE), ends);
    }
  }

  /** A line in bytes, which take less room than a tree while they wait to be fetched. */
  record Written(ByteString bytes, Optional<Problem> ends) {}

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

  /** Lines as they come; where nothing was read at all, the problem itself. */
  static HttpResponse lines(List<Written> first, Source<Written, ?> others) {
    Optional<Problem> none = first.isEmpty() ? Optional.of(EMPTY) : first.get(0).ends();
    if (none.isPresent()) return none.get().response();
    Source<ByteString, ?> pieces =
        Source.from(first)
            .concat(others)
            .map(Written::bytes)
            .batchWeighted(PIECE, bytes -> (long) bytes.size(), bytes -> bytes, ByteString::concat);
    return HttpResponse.create()
        .withStatus(207)
        .withEntity(HttpEntities.createChunked(LINES, pieces));
  }

  /** All of them in one object; where nothing was read at all, the problem itself. */
  static HttpResponse list(List<Line> results) {
    Optional<Problem> none = results.isEmpty() ? Optional.of(EMPTY) : results.get(0).ends();
    if (none.isPresent()) return none.get().response();
    ObjectNode json = Json.object();
    json.put("count", results.size());
    json.put("accepted", results.stream().filter(result -> result.json().has("job")).count());
    ArrayNode array = json.putArray("results");
    results.forEach(result -> array.add(result.json()));
    return Answers.json(207, json);
  }

  private static ObjectNode head(long index, int status) {
    ObjectNode json = Json.object();
    json.put("index", index);
    json.put("status", status);
    return json;
  }
}
