package ffrtmp.http.problem;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpCharsets;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaType;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * An answer that is no success, as RFC 9457 writes it. The type is always {@code about:blank}: the
 * status says what kind, the detail what to do about it.
 *
 * @param status an HTTP status, 400 to 599
 * @param errors each bad field; empty where the fault is not in a field
 * @param headers further headers of the answer
 */
public record Problem(
    int status, String detail, List<FieldError> errors, List<HttpHeader> headers) {
  private static final MediaType.WithFixedCharset JSON =
      MediaTypes.customWithFixedCharset(
          "application", "problem+json", HttpCharsets.UTF_8, Map.of(), true);

  public Problem {
    errors = List.copyOf(errors);
    headers = List.copyOf(headers);
  }

  public static Problem of(int status, String detail) {
    return new Problem(status, detail, List.of(), List.of());
  }

  /** A request with these faults in it. */
  public static Problem badFields(List<FieldError> errors) {
    String detail = errors.size() == 1 ? "1 field is wrong" : errors.size() + " fields are wrong";
    return new Problem(400, detail, errors, List.of());
  }

  /** A request with a fault in one header. */
  public static Problem badHeader(String name, String detail) {
    return badFields(List.of(FieldError.header(name, detail)));
  }

  public Problem withHeader(String name, String value) {
    List<HttpHeader> more = new ArrayList<>(headers);
    more.add(HttpHeader.parse(name, value));
    return new Problem(status, detail, errors, more);
  }

  public ObjectNode toJson() {
    ObjectNode node = Json.object();
    node.put("type", "about:blank");
    node.put("title", title());
    node.put("status", status);
    node.put("detail", detail);
    if (!errors.isEmpty()) {
      ArrayNode list = node.putArray("errors");
      for (FieldError error : errors) {
        list.addObject().put(error.place().member(), error.at()).put("detail", error.detail());
      }
    }
    return node;
  }

  public HttpResponse response() {
    return HttpResponse.create()
        .withStatus(status)
        .addHeaders(headers)
        .withEntity(ContentTypes.create(JSON), ByteString.fromArrayUnsafe(Json.bytes(toJson())));
  }

  private String title() {
    return StatusCodes.lookup(status).map(code -> code.reason()).orElse("Error");
  }
}
