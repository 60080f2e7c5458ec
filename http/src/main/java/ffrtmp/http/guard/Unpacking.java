package ffrtmp.http.guard;

import akka.NotUsed;
import akka.http.javadsl.coding.Coder;
import akka.http.javadsl.model.HttpProtocols;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.ContentEncoding;
import akka.http.javadsl.model.headers.HttpEncoding;
import akka.http.javadsl.model.headers.HttpEncodings;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import ffrtmp.http.account.Accounts;
import ffrtmp.http.account.Direction;
import ffrtmp.http.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;

/**
 * Takes bodies that come packed, by gzip or deflate and by one of them once. They are unpacked as
 * they are read and never ahead, so that the limit on a body, which counts what comes out, holds
 * for a bomb too.
 */
public final class Unpacking {
  private final Accounts accounts;
  private final GuardCounts counts;

  /** What became of a request. */
  public sealed interface Result {
    /** Its body reads as if it had never been packed. */
    record Plain(HttpRequest request) implements Result {}

    record Refused(Problem problem) implements Result {}
  }

  public Unpacking(Accounts accounts, GuardCounts counts) {
    this.accounts = accounts;
    this.counts = counts;
  }

  /** The request with its body unpacked, where it says that it is packed. */
  public Result of(HttpRequest request) {
    List<HttpEncoding> encodings = new ArrayList<>();
    for (ContentEncoding header : request.getHeaders(ContentEncoding.class)) {
      header.getEncodings().forEach(encodings::add);
    }
    if (unreadable(request)) return refuse("its encoding is not known here");
    encodings.removeIf(HttpEncodings.IDENTITY::equals);
    if (encodings.isEmpty()) return new Result.Plain(request);
    if (encodings.size() > 1) return refuse("it is packed more than once");
    if (encodings.get(0).equals(HttpEncodings.GZIP)) return unpack(Coder.Gzip, request);
    if (encodings.get(0).equals(HttpEncodings.DEFLATE)) return unpack(Coder.Deflate, request);
    return refuse("its encoding is not known here");
  }

  /** A header that Akka HTTP could not parse stays what it was: a name and a text. */
  private static boolean unreadable(HttpRequest request) {
    return request
        .getHeader("Content-Encoding")
        .filter(header -> !(header instanceof ContentEncoding) && !header.value().isBlank())
        .isPresent();
  }

  private Result unpack(Coder coder, HttpRequest request) {
    // what is unpacked has no length that is known before, which a request of HTTP/1.0 must have
    HttpRequest packed =
        request
            .withProtocol(HttpProtocols.HTTP_1_1)
            .transformEntityDataBytes(
                told(bytes -> accounts.compressed(Direction.INBOUND, bytes, 0)));
    HttpRequest plain = coder.decodeMessage(packed);
    return new Result.Plain(
        plain.transformEntityDataBytes(
            told(bytes -> accounts.compressed(Direction.INBOUND, 0, bytes))
                .mapError(IllegalStateException.class, Unpacking::damaged)
                .via(new UnpackingEnd(counts))));
  }

  /** Akka's parser gives up so on what wants a dictionary, or has members without any content. */
  private static Throwable damaged(IllegalStateException failure) {
    return new ZipException(failure.getMessage());
  }

  private static Flow<ByteString, ByteString, NotUsed> told(LongConsumer to) {
    return Flow.of(ByteString.class)
        .map(
            piece -> {
              to.accept(piece.size());
              return piece;
            });
  }

  private Result refuse(String why) {
    counts.count(GuardCounts.Packed.ENCODING);
    return new Result.Refused(
        Problem.of(415, "the body cannot be unpacked, " + why + ": gzip or deflate will do"));
  }
}
