package ffrtmp.http;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.headers.AcceptEncoding;
import akka.http.javadsl.model.headers.ContentEncoding;
import akka.http.javadsl.model.headers.HttpEncodings;
import akka.http.scaladsl.server.EncodingNegotiator;
import akka.util.ByteString;
import ffrtmp.http.account.Accounts;
import ffrtmp.http.account.Direction;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses answers for clients that take gzip, where it is worth it: bodies that are there as a
 * whole, of a kind that shrinks, and neither small nor so large that compressing them would hold up
 * others. Live streams are left alone, since an event must not wait for more.
 */
final class Compression {
  private static final HttpHeader VARY = HttpHeader.parse("Vary", "Accept-Encoding");
  private static final HttpHeader GZIPPED = ContentEncoding.create(HttpEncodings.GZIP);

  private final HttpSettings.Accounting settings;
  private final Accounts accounts;

  Compression(HttpSettings.Accounting settings, Accounts accounts) {
    this.settings = settings;
    this.accounts = accounts;
  }

  HttpResponse of(HttpRequest request, HttpResponse response) {
    if (!(response.entity() instanceof HttpEntity.Strict body)) return response;
    int size = body.getData().size();
    if (size < settings.compressFrom() || size > settings.compressUpTo()) return response;
    if (!body.getContentType().mediaType().isCompressible()) return response;
    if (response.getHeader(ContentEncoding.class).isPresent()) return response;
    HttpResponse varying = response.addHeader(VARY);
    if (!takesGzip(request)) return varying;
    ByteString compressed = gzip(body.getData());
    accounts.compressed(Direction.OUTBOUND, compressed.size(), size);
    return varying.addHeader(GZIPPED).withEntity(body.getContentType(), compressed);
  }

  private static boolean takesGzip(HttpRequest request) {
    return request.getHeader(AcceptEncoding.class).isPresent()
        && EncodingNegotiator.apply(((akka.http.scaladsl.model.HttpRequest) request).headers())
            .isAccepted(akka.http.scaladsl.model.headers.HttpEncodings.gzip());
  }

  private static ByteString gzip(ByteString plain) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(plain.size() / 4);
    try (OutputStream gzip = new QuickGzip(bytes)) {
      gzip.write(plain.toArrayUnsafe());
    } catch (IOException e) {
      throw new UncheckedIOException("memory can always be written", e);
    }
    return ByteString.fromArrayUnsafe(bytes.toByteArray());
  }

  /** JSON shrinks nearly as well at the lowest level, at a third of the time. */
  private static final class QuickGzip extends GZIPOutputStream {
    QuickGzip(OutputStream to) throws IOException {
      super(to);
      def.setLevel(Deflater.BEST_SPEED);
    }
  }
}
