package ffrtmp.http.guard;

import akka.http.javadsl.coding.Coder;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.ContentEncoding;
import akka.http.javadsl.model.headers.HttpEncoding;
import akka.http.javadsl.model.headers.HttpEncodings;
import ffrtmp.http.problem.Problem;
import java.util.ArrayList;
import java.util.List;

/**
 * Takes bodies that come packed, by gzip or deflate and by one of them once. They are unpacked as
 * they are read and never ahead, so that the limit on a body, which counts what comes out, holds
 * for a bomb too.
 */
public final class Unpacking {
  /** What became of a request. */
  public sealed interface Result {
    /** Its body reads as if it had never been packed. */
    record Plain(HttpRequest request) implements Result {}

    record Refused(Problem problem) implements Result {}
  }

  private Unpacking() {}

  /** The request with its body unpacked, where it says that it is packed. */
  public static Result of(HttpRequest request) {
    List<HttpEncoding> encodings = new ArrayList<>();
    for (ContentEncoding header : request.getHeaders(ContentEncoding.class)) {
      header.getEncodings().forEach(encodings::add);
    }
    encodings.removeIf(HttpEncodings.IDENTITY::equals);
    if (encodings.isEmpty()) return new Result.Plain(request);
    if (encodings.size() > 1) return refuse("it is packed more than once");
    if (encodings.get(0).equals(HttpEncodings.GZIP)) return unpack(Coder.Gzip, request);
    if (encodings.get(0).equals(HttpEncodings.DEFLATE)) return unpack(Coder.Deflate, request);
    return refuse("its encoding is not known here");
  }

  private static Result unpack(Coder coder, HttpRequest request) {
    return new Result.Plain(coder.decodeMessage(request));
  }

  private static Result refuse(String why) {
    return new Result.Refused(
        Problem.of(415, "the body cannot be unpacked, " + why + ": gzip or deflate will do"));
  }
}
