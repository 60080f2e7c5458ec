package ffrtmp.http;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.fuzz.OpenApi;
import ffrtmp.fuzz.OpenApi.Operation;
import ffrtmp.protocol.job.JobStatus;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.List;
import java.util.Map;

/**
 * A request for each operation as the description's own examples make it, to a server that {@link
 * SampleServer} has filled: well-formed, and with something to succeed on.
 */
final class DescribedRequests {
  private static final Map<String, JobStatus> BEFORE =
      Map.of(
          "rerankJob", JobStatus.QUEUED,
          "resumeJob", JobStatus.PAUSED,
          "retryJob", JobStatus.FAILED,
          "explainJob", JobStatus.QUEUED);

  private DescribedRequests() {}

  /** The state in which a job must be for the operation to succeed. */
  static JobStatus before(Operation operation) {
    return BEFORE.getOrDefault(name(operation), JobStatus.PROCESSING);
  }

  static String name(Operation operation) {
    return operation.json().path("operationId").asText();
  }

  /** Whether its address names one job. */
  static boolean ofOneJob(Operation operation) {
    return operation.path().startsWith("/jobs/{id}");
  }

  /** The two places where it is served. */
  static List<String> paths(Operation operation) {
    return paths(operation, SampleServer.JOB.toString());
  }

  /** The same, with the job called {@code job}, where the address names one. */
  static List<String> paths(Operation operation, String job) {
    String path = operation.path();
    for (JsonNode parameter : operation.parameters("path")) {
      String name = "{" + parameter.path("name").asText() + "}";
      path = path.replace(name, value(operation, parameter, job));
    }
    String bare = path.startsWith("/api/") ? path.substring("/api".length()) : path;
    return List.of(path + query(operation), "/api/v1" + bare + query(operation));
  }

  /** The example, sent to {@code path}; {@code headers} are names and values. */
  static HttpRequest.Builder request(
      TestServer server, Operation operation, String path, String... headers) {
    HttpRequest.Builder request = TestServer.with(server.request(path), headers);
    JsonNode example = operation.body(OpenApi.JSON).path("example");
    return example.isMissingNode()
        ? request.method(operation.method(), BodyPublishers.noBody())
        : request
            .header("Content-Type", OpenApi.JSON)
            .method(operation.method(), BodyPublishers.ofString(example.toString()));
  }

  private static String query(Operation operation) {
    return operation.parameters("query").stream()
        .filter(parameter -> parameter.path("required").asBoolean())
        .map(
            parameter ->
                "?" + parameter.path("name").asText() + "=" + parameter.path("example").asText())
        .findFirst()
        .orElse("");
  }

  private static String value(Operation operation, JsonNode parameter, String job) {
    if (operation.path().startsWith("/jobs/")) return job;
    if (operation.path().startsWith("/nodes/")) return Samples.node(1).toString();
    if (operation.path().startsWith("/api/downloads/")) return "" + SampleServer.DOWNLOAD;
    return parameter.path("example").asText();
  }
}
