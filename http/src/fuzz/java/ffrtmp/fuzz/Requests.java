package ffrtmp.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.fuzz.OpenApi.Operation;
import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes requests from the description, most of them with something wrong somewhere. */
final class Requests {
  private static final String[] IDS = {
    "0",
    "1",
    "2",
    "-1",
    "99999999999999999999",
    "%00",
    "%ff",
    "%2e%2e",
    "..",
    "a%2Fb",
    "1-1-1-1-1",
    "1d3e5f70-8a9b-4c2d-9e0f-a1b2c3d4e5f6",
    "1D3E5F70-8A9B-4C2D-9E0F-A1B2C3D4E5F6",
    "%F0%9F%8E%AC",
    "cache",
    "docs.js",
    "next",
    "batch",
    ";",
    "1;x=1",
    "*",
    "é"
  };
  private static final String[] QUERIES = {
    "",
    "x",
    "%zz",
    "-1",
    "1e9",
    "999999999999999999999",
    "%00",
    "%ff",
    "a%0d%0ab",
    "2026-02-30",
    "queued,,failed",
    "null",
    "%F0%9F%8E%AC",
    "+"
  };
  private static final String[] HEADERS = {
    "Idempotency-Key: ",
    "Idempotency-Key: a\tb",
    "Idempotency-Key: " + "k".repeat(300),
    "Last-Event-ID: x",
    "Last-Event-ID: 99999999999999999999",
    "Last-Event-ID: -1",
    "Last-Event-ID: end",
    "Accept: text/plain",
    "Accept: ;;;",
    "Accept: */*;q=2",
    "Content-Encoding: gzip",
    "Content-Encoding: br",
    "X-Request-Id: " + "r".repeat(200),
    "X-Request-Id: \u00e9",
    "traceparent: 00-0-0-0",
    "tracestate: ,,,",
    "Range: bytes=0-",
    "If-None-Match: *",
    "Expect: 100-continue",
    "Cookie: a=b; ;=",
    "X-Forwarded-For: 1.2.3.4, x",
    "Referer: %%%",
    "If-Modified-Since: yesterday",
    "Authorization: Basic !!!",
    "Date: never",
    "Accept-Encoding: gzip;q=x",
    "Content-Type: application/json; charset=utf-16",
    "User-Agent: " + "u".repeat(3000),
    "Forwarded: for=\"[::1\"",
    "Prefer: wait=1e9"
  };
  private static final String[] TYPES = {
    "application/json",
    "application/json; charset=utf-8",
    "application/x-ndjson",
    "text/plain",
    "application/vnd.x+json",
    "garbage",
    "*/*",
    "multipart/form-data; boundary=x",
    ""
  };
  private static final String[] METHODS = {
    "GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE"
  };

  private final OpenApi api;
  private final List<Operation> operations;
  private final Map<String, List<String>> ids;
  private final String key;

  /**
   * @param operations those that are served
   * @param ids of things that exist, by what their addresses begin with
   * @param key that the server wants; empty: none
   */
  Requests(OpenApi api, List<Operation> operations, Map<String, List<String>> ids, String key) {
    this.api = api;
    this.operations = List.copyOf(operations);
    this.ids = Map.copyOf(ids);
    this.key = key;
  }

  /** The request of this number; the same seed and number give the same. */
  Spoilt make(long seed, long number) {
    Random random = new Random(seed * 31 + number);
    Operation operation = operations.get(random.nextInt(operations.size()));
    return new Making(operation, random).make();
  }

  /** One request on its way. */
  private final class Making {
    private final Operation operation;
    private final Random random;
    private final List<String> headers = new ArrayList<>();
    private String method;
    private boolean described = true;

    Making(Operation operation, Random random) {
      this.operation = operation;
      this.random = random;
      method = operation.method();
    }

    Spoilt make() {
      String target = path() + query();
      if (seldom()) {
        method = METHODS[random.nextInt(METHODS.length)];
        described &= method.equals(operation.method());
      }
      headers();
      byte[] body = operation.hasBody() || seldom() ? body() : new byte[0];
      Framing framing = new Framing(random, method + " " + target, headers, body);
      Framing.Framed framed = random.nextInt(12) == 0 ? framing.broken() : framing.good();
      return new Spoilt(
          operation, method, framed.bytes(), described && framed.whole(), framed.whole());
    }

    private boolean seldom() {
      return random.nextInt(12) == 0;
    }

    private String path() {
      String path = operation.path();
      if (random.nextInt(4) == 0) {
        path = "/api/v1" + (path.startsWith("/api/") ? path.substring("/api".length()) : path);
      }
      String id = id();
      // what stands for a name may make another address of it
      boolean other = path.contains("{") && !id.matches("[A-Za-z0-9-]+|[a-z.]+[a-z]");
      if (other || (path.contains("{") && List.of("next", "batch").contains(id))) described = false;
      path = path.replaceFirst("\\{[a-z]+}", java.util.regex.Matcher.quoteReplacement(id));
      if (seldom()) {
        described = false;
        path += random.nextBoolean() ? "/" : "/" + IDS[random.nextInt(IDS.length)];
      }
      return path;
    }

    private String id() {
      List<String> known =
          ids.entrySet().stream()
              .filter(each -> operation.path().startsWith(each.getKey()))
              .flatMap(each -> each.getValue().stream())
              .toList();
      return known.isEmpty() || random.nextInt(3) == 0
          ? IDS[random.nextInt(IDS.length)]
          : known.get(random.nextInt(known.size()));
    }

    private String query() {
      StringBuilder query = new StringBuilder();
      for (JsonNode parameter : operation.parameters("query")) {
        boolean needed = parameter.path("required").asBoolean() && !seldom();
        if (!needed && random.nextInt(4) > 0) continue;
        add(query, parameter.path("name").asText(), value(parameter));
        if (seldom()) add(query, parameter.path("name").asText(), value(parameter));
      }
      if (seldom()) add(query, "a%20slip", "1");
      if (random.nextInt(100) == 0) {
        described = false;
        add(query, "long", "x".repeat(5000));
      }
      return query.toString();
    }

    private String value(JsonNode parameter) {
      if (random.nextInt(3) == 0) {
        String value = QUERIES[random.nextInt(QUERIES.length)];
        if (value.equals("%zz")) described = false;
        return value;
      }
      JsonNode value = new Values(api, random).of(parameter.path("schema"));
      StringBuilder text = new StringBuilder();
      if (value.isArray()) value.forEach(each -> text.append(',').append(each.asText()));
      else text.append(',').append(value.asText());
      return URLEncoder.encode(text.isEmpty() ? "" : text.substring(1), StandardCharsets.UTF_8);
    }

    private static void add(StringBuilder query, String name, String value) {
      query.append(query.isEmpty() ? '?' : '&').append(name).append('=').append(value);
    }

    private void headers() {
      if (!key.isEmpty() && random.nextInt(20) > 0) headers.add("X-API-Key: " + key);
      if (random.nextInt(4) == 0) headers.add("Idempotency-Key: k" + random.nextInt(1000));
      for (int i = random.nextInt(3) == 0 ? 1 + random.nextInt(3) : 0; i > 0; i--) {
        headers.add(HEADERS[random.nextInt(HEADERS.length)]);
        described = false;
      }
      if (random.nextInt(200) == 0) {
        described = false;
        for (int i = 0; i < 100; i++) headers.add("X-Many-" + i + ": 1");
      }
      if (random.nextInt(200) == 0) {
        described = false;
        headers.add("X-Long: " + "x".repeat(10_000));
      }
    }

    private byte[] body() {
      boolean lines = operation.path().equals("/jobs/batch") && random.nextBoolean();
      String type = lines ? "application/x-ndjson" : OpenApi.JSON;
      if (seldom()) type = TYPES[random.nextInt(TYPES.length)];
      if (!type.isEmpty()) headers.add("Content-Type: " + type);
      JsonNode media = operation.body(OpenApi.JSON);
      if (media.isMissingNode()) return new Bodies(random).spoil(api.document().path("info"));
      return lines ? lines(media.path("schema").path("items")) : one(media);
    }

    private byte[] one(JsonNode media) {
      JsonNode json =
          random.nextInt(4) == 0
              ? media.path("example")
              : new Values(api, random).of(media.path("schema"));
      return random.nextInt(3) == 0
          ? json.toString().getBytes(StandardCharsets.UTF_8)
          : new Bodies(random).spoil(json);
    }

    private byte[] lines(JsonNode item) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      for (int i = random.nextInt(10); i > 0; i--) {
        JsonNode json = new Values(api, random).of(item);
        out.writeBytes(
            random.nextBoolean()
                ? json.toString().getBytes(StandardCharsets.UTF_8)
                : new Bodies(random).spoil(json));
        out.writeBytes(new byte[] {'\n'});
      }
      return out.toByteArray();
    }
  }
}
