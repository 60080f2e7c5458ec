package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.log.LogDatabase.answer;
import static ffrtmp.persistence.log.LogSamples.CACHE;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static ffrtmp.persistence.log.LogSamples.READER;
import static ffrtmp.persistence.log.LogSamples.full;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.persistence.Eventually;
import ffrtmp.persistence.journal.Store;
import ffrtmp.protocol.stream.LogSourceEvent;
import java.sql.SQLException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogLagTest {
  private final AtomicLong nanos = new AtomicLong();
  private LogDatabase db;
  private LogLag lag;

  private void open(Store.Kind kind) throws SQLException {
    db = new LogDatabase(kind);
    lag = LogLag.create(db.store, db.settings, nanos::get);
    db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
    db.learnt(CACHE, full(1, 1), full(1, 2));
  }

  @AfterEach
  void close() {
    lag.close();
    db.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whoRunsAheadWaitsUntilTheTablesAreNear(Store.Kind kind) throws SQLException {
    open(kind);
    assertThat(answer(lag.behind(CACHE))).isEqualTo(3);
    answer(lag.awaitApplied(CACHE, 3));
    var waiting = lag.awaitApplied(CACHE, 2).toCompletableFuture();
    assertThat(waiting).isNotDone();
    db.follow();
    assertThat(Eventually.value(waiting::isDone, done -> done)).isTrue();
    assertThat(waiting).isCompleted();
    assertThat(answer(lag.behind(CACHE))).isZero();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whoWaitsTooLongIsToldSo(Store.Kind kind) throws SQLException {
    open(kind);
    var waiting = lag.awaitApplied(CACHE, 0).toCompletableFuture();
    nanos.addAndGet(db.settings.behindPatience().toNanos());
    assertThatThrownBy(waiting::join)
        .isInstanceOf(CompletionException.class)
        .hasCauseInstanceOf(LogLag.TablesBehind.class)
        .hasMessageContaining("cache are still 3 events behind after 30 s");
  }
}
