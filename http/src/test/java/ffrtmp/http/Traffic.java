package ffrtmp.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Makes requests of every kind that a server meets, each with what it should be counted as. */
final class Traffic {
  private static final String KEY = "X-API-Key: s3cret\r\n";
  private static final String JSON = "Content-Type: application/json\r\n";

  private final Random random;

  Traffic(Random random) {
    this.random = random;
  }

  /** What a client does after it has sent all. */
  enum Then {
    READS,
    /** The connection is not good for another request: lines are answered while they still come. */
    READS_AND_LEAVES,
    /** Says that nothing more comes, though its head promised more. */
    BREAKS_OFF
  }

  /**
   * One request.
   *
   * @param method the label, as is {@code endpoint}
   * @param pieces what is written at a time; where there is a second, it is for after the 100
   * @param body bytes of body in {@code pieces}
   * @param unread nobody reads that body, so it may be answered before all of it came, and ends its
   *     connection then: it goes first on one, where the server meets it as a whole
   */
  record Ask(
      String method,
      String endpoint,
      List<byte[]> pieces,
      long body,
      boolean waits,
      Then then,
      boolean unread) {
    Ask(String method, String endpoint, List<byte[]> pieces, long body, boolean waits, Then then) {
      this(method, endpoint, pieces, body, waits, then, false);
    }

    Ask unreadBody() {
      return new Ask(method, endpoint, pieces, body, waits, then, body > 0);
    }

    boolean head() {
      return method.equals("HEAD");
    }

    @Override
    public String toString() {
      return method + " " + endpoint + " with " + body + " bytes, then " + then;
    }

    boolean leaves() {
      return then != Then.READS;
    }
  }

  Ask next() {
    return switch (random.nextInt(17)) {
      case 0 -> submit();
      case 1 -> chunked("POST", "/jobs", "/jobs", body(), Then.READS);
      case 2 ->
          chunked("POST", "/jobs/batch", "/api/v1/jobs/batch", batch(), Then.READS_AND_LEAVES);
      case 3 ->
          get("/jobs", "/jobs?limit=" + (1 + random.nextInt(40)), "Accept-Encoding: gzip\r\n");
      case 4 -> get("/jobs", "/api/v1/jobs?limit=30", "");
      case 5 -> get("/events", "/events", "");
      case 6 -> get("/jobs/{id}/events", "/jobs/1/events", "");
      case 7 -> refused().unreadBody();
      case 8 ->
          of("POST", "unmatched", "/nowhere/" + random.nextInt(), KEY, text(500)).unreadBody();
      case 9 -> of("HEAD", "/jobs", "/jobs", KEY, "");
      case 10 -> of("HEAD", "unmatched", "/nowhere", KEY, "");
      case 11 -> get("/jobs/{id}", "/jobs/" + random.nextInt(1_000_000), "");
      case 12 -> of("DELETE", "unmatched", "/jobs", KEY, text(90)).unreadBody();
      case 13 -> of("TRACE", "unmatched", "/jobs", KEY, "");
      case 14 -> waiting();
      case 15 ->
          of("POST", "/jobs/{id}/cancel", "/api/v1/jobs/1/cancel", KEY, text(1500)).unreadBody();
      default -> last();
    };
  }

  /** What leaves the connection unfit for more. */
  private Ask last() {
    return switch (random.nextInt(6)) {
      case 0 -> tooLarge();
      case 1 -> brokenOff();
      case 2 -> chunkedBrokenOff();
      case 3 -> noRequest("GET / HTTP/1.1\r\nHost: h\r\nX-Long: " + "x".repeat(9000) + "\r\n\r\n");
      case 4 -> noRequest("BREW /jobs HTTP/1.1\r\nHost: h\r\n\r\n");
      default -> oldClient();
    };
  }

  private Ask submit() {
    String key = "Idempotency-Key: " + random.nextInt(60) + "\r\n";
    return of("POST", "/jobs", "/jobs", KEY + JSON + key, body());
  }

  private Ask get(String endpoint, String path, String headers) {
    return of("GET", endpoint, path, KEY + headers, "");
  }

  private Ask refused() {
    return random.nextBoolean()
        ? of("POST", "/jobs", "/jobs", "X-API-Key: wrong\r\n" + JSON, text(1200))
        : of("POST", "/jobs", "/jobs", KEY + "Content-Type: text/plain\r\n", text(1200));
  }

  private Ask of(String method, String endpoint, String path, String headers, String body) {
    String label = method.equals("TRACE") ? "OTHER" : method;
    String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
    return new Ask(
        label,
        endpoint,
        List.of(bytes(line(method, path) + headers + length + "\r\n" + body)),
        body.length(),
        false,
        Then.READS);
  }

  private Ask waiting() {
    String body = body();
    String head =
        line("POST", "/jobs")
            + KEY
            + JSON
            + "Expect: 100-continue\r\nContent-Length: "
            + body.length()
            + "\r\n\r\n";
    return new Ask(
        "POST", "/jobs", List.of(bytes(head), bytes(body)), body.length(), true, Then.READS);
  }

  /** Refused for the length that it announces, of which nothing is sent. */
  private static Ask tooLarge() {
    String head =
        line("POST", "/jobs")
            + KEY
            + JSON
            + "Expect: 100-continue\r\nContent-Length: 3000000\r\n\r\n";
    return new Ask("POST", "/jobs", List.of(bytes(head)), 0, false, Then.READS_AND_LEAVES);
  }

  private Ask brokenOff() {
    String sent = text(2000);
    String head =
        line("POST", "/jobs") + KEY + JSON + "Content-Length: " + (sent.length() + 1) + "\r\n\r\n";
    return new Ask(
        "POST", "/jobs", List.of(bytes(head + sent)), sent.length(), false, Then.BREAKS_OFF);
  }

  /** Breaks off between two chunks: of a chunk nobody can tell yet how much is body. */
  private Ask chunkedBrokenOff() {
    Ask whole = chunked("POST", "/jobs", "/jobs", body(), Then.BREAKS_OFF);
    byte[] wire = whole.pieces().get(0);
    byte[] cut = Arrays.copyOf(wire, wire.length - "0\r\n\r\n".length());
    return new Ask("POST", "/jobs", List.of(cut), whole.body(), false, Then.BREAKS_OFF);
  }

  private static Ask noRequest(String wire) {
    return new Ask("unmatched", "unmatched", List.of(bytes(wire)), 0, false, Then.READS_AND_LEAVES);
  }

  /** Does not know chunks: the end of its answer is that of the connection. */
  private Ask oldClient() {
    String wire = "GET /events HTTP/1.0\r\nHost: h\r\n" + KEY + "\r\n";
    return new Ask("GET", "/events", List.of(bytes(wire)), 0, false, Then.READS_AND_LEAVES);
  }

  private Ask chunked(String method, String endpoint, String path, String body, Then then) {
    String type = path.endsWith("batch") ? "Content-Type: application/x-ndjson\r\n" : JSON;
    ByteArrayOutputStream wire = new ByteArrayOutputStream();
    wire.writeBytes(bytes(line(method, path) + KEY + type + "Transfer-Encoding: chunked\r\n\r\n"));
    int at = 0;
    while (at < body.length()) {
      int size = Math.min(body.length() - at, 1 + random.nextInt(300));
      String extension = random.nextInt(5) == 0 ? ";name=value" : "";
      wire.writeBytes(bytes(Integer.toHexString(size) + extension + "\r\n"));
      wire.writeBytes(bytes(body.substring(at, at + size) + "\r\n"));
      at += size;
    }
    wire.writeBytes(bytes("0\r\n\r\n"));
    return new Ask(method, endpoint, List.of(wire.toByteArray()), body.length(), false, then);
  }

  private String body() {
    return "{\"scenario\":\"" + text(random.nextInt(12) == 0 ? 30_000 : 200) + "\"}";
  }

  private String batch() {
    List<String> lines = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) lines.add("{\"queue\":\"" + text(20) + "\"}");
    return String.join("\n", lines);
  }

  private String text(int most) {
    return "x".repeat(1 + random.nextInt(most));
  }

  private static String line(String method, String path) {
    return method + " " + path + " HTTP/1.1\r\nHost: h\r\n";
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }
}
