package ffrtmp.ops.client.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is asked of a server.
 *
 * @param path with its query, from the slash on
 * @param body empty: none
 * @param headers beside those that every request has
 */
public record Request(String method, String path, String body, Map<String, String> headers) {
  private static final String TYPE = "Content-Type";

  public Request {
    headers = Map.copyOf(headers);
  }

  public static Request get(String path) {
    return new Request("GET", path, "", Map.of());
  }

  public static Request delete(String path) {
    return new Request("DELETE", path, "", Map.of());
  }

  /** A command that needs no words. */
  public static Request post(String path) {
    return new Request("POST", path, "", Map.of());
  }

  public static Request post(String path, String json) {
    return new Request("POST", path, json, Map.of(TYPE, "application/json"));
  }

  /** A JSON document in each line. */
  public static Request postLines(String path, String lines) {
    return new Request("POST", path, lines, Map.of(TYPE, "application/x-ndjson"));
  }

  public Request with(String name, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new Request(method, path, body, more);
  }
}
