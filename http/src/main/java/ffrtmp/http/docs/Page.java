package ffrtmp.http.docs;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.util.ByteString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** One file in memory, with what browsers are told about it. */
public final class Page {
  private final ContentType type;
  private final ByteString content;
  private final String tag;
  private final List<HttpHeader> headers;

  private Page(Pages.Place place, byte[] bytes) {
    type = ContentTypes.parse(place.type());
    content = ByteString.fromArrayUnsafe(bytes);
    tag = tag(bytes);
    headers =
        List.of(
            HttpHeader.parse("ETag", tag),
            HttpHeader.parse("Cache-Control", place.caching()),
            HttpHeader.parse("Content-Security-Policy", place.policy()),
            HttpHeader.parse("X-Content-Type-Options", "nosniff"));
  }

  static Page read(Pages.Place place) {
    try (InputStream in = Page.class.getResourceAsStream(place.resource())) {
      if (in == null) throw new IllegalStateException("not packaged: " + place.resource());
      return new Page(place, in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + place.resource(), e);
    }
  }

  /** The content as it was packaged. */
  public ByteString content() {
    return content;
  }

  /** The page, or that the copy which the client has is still right. */
  public HttpResponse answer(HttpRequest request) {
    HttpResponse response = HttpResponse.create().addHeaders(headers);
    return request.getHeader("If-None-Match").filter(this::names).isPresent()
        ? response.withStatus(304)
        : response.withEntity(HttpEntities.create(type, content));
  }

  private boolean names(HttpHeader condition) {
    return Arrays.stream(condition.value().split(",", -1))
        .map(String::trim)
        .map(text -> text.startsWith("W/") ? text.substring(2) : text)
        .anyMatch(text -> text.equals(tag) || text.equals("*"));
  }

  private static String tag(byte[] bytes) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
      return '"' + HexFormat.of().formatHex(hash, 0, 12) + '"';
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
