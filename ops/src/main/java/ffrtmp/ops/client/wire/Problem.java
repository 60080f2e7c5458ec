package ffrtmp.ops.client.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Reads a refusal: a problem as RFC 9457 writes it, or whatever an older server says. */
final class Problem {
  private static final int LONGEST = 500;
  private static final int MOST_FAULTS = 8;

  private Problem() {}

  static ClientFailure of(Request request, int status, JsonNode body, String text) {
    String said = said(body, text);
    if (status == 401) {
      return refused(said.isEmpty() ? "the server wants a key" : said, status, KEY_HINT);
    }
    if (status == 403) {
      return refused(said.isEmpty() ? "that is not allowed" : said, status, ROLE_HINT);
    }
    if ((status == 404 || status == 405 || status == 501) && !isProblem(body)) {
      return unknownRoute(request, status, said);
    }
    if (status >= 300 && status < 400) {
      return refused("the server sends elsewhere", status, "name the right address with --master");
    }
    if (isGateway(status, body)) {
      return ClientFailure.unreachable(
          "what stands before the server does not reach it"
              + saying(said, ": ")
              + " ("
              + status
              + ")",
          hint(503));
    }
    return refused(said.isEmpty() ? "the server refused" : said, status, hint(status));
  }

  /** Words of a proxy: a server that cannot answer writes a problem. */
  private static boolean isGateway(int status, JsonNode body) {
    return status == 502 || status == 504 || (status == 503 && !isProblem(body));
  }

  private static final String KEY_HINT =
      "a key goes into MASTER_API_KEY, or api_key of ~/.ffrtmp/config.yaml";
  private static final String ROLE_HINT = "this takes a key of another role: see ffrtmp keys";

  /** An old server says the same of a job that is not there and of a route that it lacks. */
  private static ClientFailure unknownRoute(Request request, int status, String said) {
    String path = request.path().replaceFirst("\\?.*", "");
    String message =
        "the server does not know " + request.method() + " " + path + saying(said, ": ");
    return refused(message, status, "nothing of that name is there, or it is older than this");
  }

  private static String saying(String said, String before) {
    return said.isEmpty() ? "" : before + said;
  }

  private static String hint(int status) {
    if (status == 429) return "too many requests: try again later";
    if (status == 503) return "the server cannot answer now: try again later";
    return "";
  }

  private static ClientFailure refused(String said, int status, String hint) {
    return ClientFailure.refused(said + " (" + status + ")", hint);
  }

  static boolean isProblem(JsonNode body) {
    return body.isObject() && (body.hasNonNull("detail") || body.hasNonNull("title"));
  }

  /** The detail, and each field that is wrong; else the first line of what came. */
  static String said(JsonNode body, String text) {
    if (!body.isObject()) return cut(text.strip().lines().findFirst().orElse(""));
    String detail = first(body, "detail", "error", "message", "title");
    List<String> faults = new ArrayList<>();
    for (JsonNode fault : body.path("errors")) {
      if (faults.size() < MOST_FAULTS) faults.add(fault(fault));
    }
    return faults.isEmpty() ? cut(detail) : cut(detail + ": ") + String.join("; ", faults);
  }

  private static String fault(JsonNode fault) {
    String place = first(fault, "pointer", "parameter", "header");
    String name = place.startsWith("/") ? place.substring(1) : place;
    return cut((name + " " + fault.path("detail").asText("")).strip());
  }

  private static String first(JsonNode body, String... names) {
    for (String name : names) {
      if (body.path(name).isTextual()) return body.path(name).asText();
    }
    return "";
  }

  private static String cut(String text) {
    return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
  }

  /** Whether a server of this answer lacks the route, rather than the thing. */
  static boolean lacksRoute(int status) {
    return status == 404 || status == 405 || status == 406 || status == 501;
  }
}
