package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.T0;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import com.typesafe.config.ConfigFactory;
import ffrtmp.persistence.Databases;
import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Events;
import ffrtmp.persistence.read.JournalWriter;
import ffrtmp.protocol.port.DownloadFilter;
import ffrtmp.protocol.port.DownloadInfo;
import ffrtmp.protocol.port.SessionFilter;
import ffrtmp.protocol.port.SessionInfo;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.SourceName;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A fresh database with the log tables, their queries, and a follower that runs when told. */
final class LogDatabase implements AutoCloseable {
  /** Stands until it is moved. */
  static final class MovedClock extends Clock {
    private Instant now = T0;

    void forward(Duration by) {
      now = now.plus(by);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  final MovedClock clock = new MovedClock();
  final LogSettings settings = LogSettings.from(ConfigFactory.load().getConfig("ffrtmp.log"));
  final Store store;
  final ActorTestKit kit;
  final LogTables tables;
  final JournalWriter journal;

  LogDatabase(Store.Kind kind) {
    store = Databases.fresh(kind);
    kit = ActorTestKit.create(Databases.config(store));
    tables = LogTables.create(store, settings);
    journal = new JournalWriter(kit.system(), store.dataSource());
  }

  @Override
  public void close() {
    tables.close();
    kit.shutdownTestKit();
    store.close();
  }

  LogFollower follower() {
    return new LogFollower(
        store.dataSource(), store.kind(), new Events(kit.system()), settings, clock);
  }

  /** Brings the tables up to date with a follower that remembers nothing. */
  void follow() throws SQLException {
    run(follower());
  }

  static void run(LogFollower follower) throws SQLException {
    boolean more = true;
    while (more) more = follower.advance();
  }

  void learnt(SourceName source, LogBatch... batches) throws SQLException {
    for (var batch : batches) write(source, new LogSourceEvent.Learnt(batch, T0));
  }

  void write(SourceName source, LogSourceEvent event) throws SQLException {
    journal.write(JournalIds.of(source), event);
  }

  long count(String table) throws SQLException {
    return number("SELECT COUNT(*) FROM " + table);
  }

  long number(String sql) throws SQLException {
    try (var connection = store.dataSource().getConnection();
        var statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      rows.next();
      return rows.getLong(1);
    }
  }

  List<SessionInfo> sessions() {
    return answer(tables.sessions(new SessionFilter(null, null, null, null, 500, null))).rows();
  }

  List<DownloadInfo> downloads() {
    return answer(tables.downloads(new DownloadFilter(null, null, null, null, 500, null))).rows();
  }

  static <T> T answer(CompletionStage<T> stage) {
    return stage.toCompletableFuture().join();
  }
}
