package ffrtmp.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Lays a request out as HTTP/1.1, rightly or wrongly. */
final class Framing {
  private final Random random;
  private final String start;
  private final List<String> headers;
  private final byte[] body;

  /**
   * @param start method and target
   */
  Framing(Random random, String start, List<String> headers, byte[] body) {
    this.random = random;
    this.start = start;
    this.headers = new ArrayList<>(headers);
    this.body = body;
  }

  /**
   * What goes over the wire.
   *
   * @param whole whether it is HTTP, so that it must be answered
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Framed(byte[] bytes, boolean whole) {}

  /** With a length or in chunks, as HTTP wants it. */
  Framed good() {
    boolean chunked = body.length > 0 && random.nextInt(4) == 0;
    headers.add("Host: h");
    headers.add(chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + body.length);
    return new Framed(message("HTTP/1.1", chunked ? chunks() : body), true);
  }

  /** With a fault that no server can overlook, or one that it must bear. */
  Framed broken() {
    byte[] bytes =
        switch (random.nextInt(14)) {
          case 0 -> with("HTTP/1.1", "Host: h", "Content-Length: " + (body.length + 10));
          case 1 -> with("HTTP/1.1", "Host: h", "Content-Length: -1");
          case 2 -> with("HTTP/1.1", "Host: h", "Content-Length: 99999999999999999999");
          case 3 -> with("HTTP/1.1", "Host: h", "Content-Length: 1", "Content-Length: 2");
          case 4 -> with("HTTP/1.1", "Host: h", "Content-Length: 3", "Transfer-Encoding: chunked");
          case 5 -> with("HTTP/1.1", "Host: h", "Transfer-Encoding: rot13");
          case 6 -> with("HTTP/1.1", "Content-Length: " + body.length);
          case 7 -> with("HTTP/1.0", "Content-Length: " + body.length);
          case 8 -> with("HTTP/9.9", "Host: h");
          case 9 -> brokenChunks();
          case 10 -> with("HTTP/1.1", "Host: h", "No colon at all");
          case 11 -> with("HTTP/1.1", "Host: h", "X-Bad\u0000Name: 1");
          case 12 -> cut(with("HTTP/1.1", "Host: h", "Content-Length: " + body.length));
          default -> noise();
        };
    return new Framed(bytes, false);
  }

  private byte[] with(String version, String... more) {
    headers.addAll(Arrays.asList(more));
    return message(version, body);
  }

  private byte[] message(String version, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    write(out, start + " " + version + "\r\n");
    for (String header : headers) write(out, header + "\r\n");
    write(out, "\r\n");
    out.writeBytes(payload);
    return out.toByteArray();
  }

  private byte[] chunks() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < body.length; ) {
      int length = Math.min(body.length - at, 1 + random.nextInt(10_000));
      String extension = random.nextInt(8) == 0 ? ";a=b" : "";
      write(out, Integer.toHexString(length) + extension + "\r\n");
      out.write(body, at, length);
      write(out, "\r\n");
      at += length;
    }
    write(out, random.nextInt(8) == 0 ? "0\r\nX-Trailer: 1\r\n\r\n" : "0\r\n\r\n");
    return out.toByteArray();
  }

  private byte[] brokenChunks() {
    String[] broken = {
      "zz\r\n{}\r\n",
      "-1\r\n{}\r\n",
      "fffffffffffffffff\r\n{}",
      "2\r\n{}",
      "2\r\n{}xx\r\n0\r\n\r\n",
      "\r\n\r\n",
      "2;" + "e".repeat(5000) + "\r\n{}\r\n0\r\n\r\n",
      "5\r\n{}\r\n0\r\n\r\n",
      ""
    };
    headers.add("Host: h");
    headers.add("Transfer-Encoding: chunked");
    String chunks = broken[random.nextInt(broken.length)];
    return message("HTTP/1.1", chunks.getBytes(StandardCharsets.ISO_8859_1));
  }

  private byte[] cut(byte[] bytes) {
    return Arrays.copyOf(bytes, random.nextInt(bytes.length));
  }

  private byte[] noise() {
    byte[] noise = new byte[1 + random.nextInt(500)];
    random.nextBytes(noise);
    return noise;
  }

  private static void write(ByteArrayOutputStream out, String text) {
    out.writeBytes(text.getBytes(StandardCharsets.ISO_8859_1));
  }
}
