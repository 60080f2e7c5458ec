package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.pattern.AskTimeoutException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientConnectionException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class FailuresTest {
  private final Failures failures = new Failures();

  static Stream<Throwable> outages() {
    return Stream.of(
        new SQLTransientConnectionException("the pool is empty"),
        new SQLNonTransientConnectionException("the database is closed"),
        new SQLException("the connection broke", "08006"),
        new SQLException("the server ends", "57P01"),
        new SQLException("the disk is full", "53100"),
        new RejectedExecutionException("the queue is full"),
        new AskTimeoutException("no answer after 5 s"));
  }

  @ParameterizedTest
  @MethodSource("outages")
  void aStoreThatIsOutOfReachIsToBeTriedAgainAndNoErrorOfOurs(Throwable outage) {
    HttpResponse answer = answer(new CompletionException(outage));
    assertThat(answer.status().intValue()).isEqualTo(503);
    assertThat(answer.getHeader("Retry-After")).isPresent();
    assertThat(answer.entity().toString()).doesNotContain(outage.getMessage());
  }

  @Test
  void aStatementThatIsWrongIsAnErrorOfOurs() {
    assertThat(answer(new SQLException("no such column", "42703")).status().intValue())
        .isEqualTo(500);
  }

  @Test
  void aBodyThatIsLateIsItsSendersFault() {
    assertThat(answer(new TimeoutException("too slow")).status().intValue()).isEqualTo(408);
  }

  private HttpResponse answer(Throwable failure) {
    return failures.problem(failure, HttpRequest.GET("/jobs"), "r1").response();
  }
}
