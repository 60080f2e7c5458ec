package ffrtmp.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.scaladsl.model.EntityStreamException;
import akka.http.scaladsl.model.EntityStreamSizeException;
import akka.http.scaladsl.model.IllegalUriException;
import akka.pattern.AskTimeoutException;
import akka.stream.AbruptStageTerminationException;
import akka.stream.StreamTcpException;
import ffrtmp.http.problem.Problem;
import ffrtmp.http.problem.Refusals;
import ffrtmp.protocol.Refusal;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.zip.DataFormatException;
import java.util.zip.ZipException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Turns what was thrown into a problem; what is our fault is logged with the request's id. */
final class Failures {
  private static final Logger log = LoggerFactory.getLogger(Failures.class);

  Problem problem(Throwable thrown, HttpRequest request, String requestId) {
    Throwable failure = cause(thrown);
    if (failure instanceof EntityStreamSizeException tooLarge) {
      return tooLarge(tooLarge.limit());
    }
    if (failure instanceof KeyWatch.Withdrawn) return Gate.unauthorized();
    if (isBrokenBody(failure)) {
      return Problem.of(400, "the body broke off, or is not framed as HTTP wants it");
    }
    if (failure instanceof ZipException || failure instanceof DataFormatException) {
      return Problem.of(400, "the body is not packed as its Content-Encoding says");
    }
    if (failure instanceof IllegalUriException) {
      return Problem.of(400, "the address cannot be read");
    }
    if (isOutOfReach(failure)) {
      String reason = String.valueOf(failure.getMessage());
      log.warn("request {} was answered 503: {}", requestId, reason);
      return Refusals.problem(Refusal.UNAVAILABLE, "the store gave no answer in time");
    }
    if (failure instanceof TimeoutException) {
      return Problem.of(408, "the body did not arrive in time");
    }
    log.error(
        "request {} ({} {}) failed",
        requestId,
        request.method().value(),
        request.getUri().path(),
        failure);
    return Problem.of(500, "an error of the server; its log has it under request " + requestId);
  }

  static Problem tooLarge(long limit) {
    return Problem.of(413, "the body is larger than " + limit + " bytes");
  }

  /** Tells of an answer that broke off, unless its client is to blame or the server ends. */
  void brokeOff(Throwable thrown, HttpRequest request, String requestId) {
    Throwable failure = cause(thrown);
    boolean usual =
        isBrokenBody(failure)
            || failure instanceof TimeoutException
            || failure instanceof AbruptStageTerminationException;
    log.atLevel(usual ? Level.DEBUG : Level.ERROR)
        .setCause(usual ? null : failure)
        .log(
            "the answer to request {} ({} {}) broke off: {}",
            requestId,
            request.method().value(),
            request.getUri().path(),
            failure.getMessage());
  }

  /**
   * Its client went away, or speaks no HTTP: nobody reads the answer, and it is no fault of ours.
   */
  private static boolean isBrokenBody(Throwable failure) {
    return failure instanceof EntityStreamException
        || failure instanceof StreamTcpException
        || failure instanceof SSLException;
  }

  /** What is behind the edge cannot be reached, or has too much to do: a later try may succeed. */
  private static boolean isOutOfReach(Throwable failure) {
    return failure instanceof AskTimeoutException
        || failure instanceof RejectedExecutionException
        || (failure instanceof SQLException sql && isOutOfReach(sql));
  }

  /** By class where the driver tells so, else by the state: connection, resources, operator. */
  private static boolean isOutOfReach(SQLException failure) {
    String state = String.valueOf(failure.getSQLState());
    return failure instanceof SQLTransientException
        || failure instanceof SQLNonTransientConnectionException
        || failure instanceof SQLRecoverableException
        || state.startsWith("08")
        || state.startsWith("53")
        || state.startsWith("57P");
  }

  private static Throwable cause(Throwable thrown) {
    Throwable failure = thrown;
    while (failure instanceof CompletionException && failure.getCause() != null) {
      failure = failure.getCause();
    }
    return failure;
  }
}
