package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.log.LogSamples.CACHE;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static ffrtmp.persistence.log.LogSamples.READER;
import static ffrtmp.persistence.log.LogSamples.full;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Queries;
import ffrtmp.protocol.stream.LogSourceEvent;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LogJournalTest {
  private static final int JOBS = 50_000;

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void sourcesAreFoundByAnIndexHoweverManyJobsThereAre(Store.Kind kind) throws SQLException {
    try (var db = new LogDatabase(kind)) {
      db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
      var numbers =
          kind == Store.Kind.H2 ? "SYSTEM_RANGE(1, " + JOBS + ")" : "generate_series(1, 50000) x";
      db.journal.execute(
          """
          INSERT INTO "event_journal" ("ordering", "persistence_id", "sequence_number", "writer",
            "write_timestamp", "adapter_manifest", "event_payload", "event_ser_id",
            "event_ser_manifest", "deleted")
          SELECT x + 10, 'job|' || x, 1, 'test', 0, '', CAST('ab' AS %s), 1, '', FALSE FROM %s
          """
              .formatted(kind == Store.Kind.H2 ? "BINARY VARYING" : "BYTEA", numbers));
      db.journal.execute("ANALYZE");
      try (var connection = db.store.dataSource().getConnection()) {
        var sql = "EXPLAIN " + LogJournal.TOPS;
        var plan = String.join("\n", Queries.rows(connection, sql, List.of(), r -> r.getString(1)));
        assertThat(plan)
            .contains(kind == Store.Kind.H2 ? "persistence_id < 'log}'" : "event_journal_log");
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aMissingEventStopsItsSourceAndIsNotPassedOver(Store.Kind kind) throws SQLException {
    try (var db = new LogDatabase(kind)) {
      db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
      db.learnt(CACHE, full(1, 1), full(1, 2));
      db.journal.execute("DELETE FROM \"event_journal\" WHERE \"sequence_number\" = 2");
      db.follow();
      assertThat(db.sessions()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void whatTheListsOfJobsHaveNotPassedIsNotTrimmed(Store.Kind kind) throws SQLException {
    try (var db = new LogDatabase(kind)) {
      db.write(CACHE, new LogSourceEvent.Opened(1, READER, PATH, T0));
      for (int batch = 1; batch <= 30; batch++) db.learnt(CACHE, full(1, batch));
      snapshotAt(db, 20);
      snapshotAt(db, 25);
      snapshotAt(db, 15);
      db.follow();
      assertThat(db.count("\"event_journal\"")).as("nobody has passed anything").isEqualTo(31);
      db.journal.execute(
          "INSERT INTO projection_position (id, version, journal_offset, change_seq)"
              + " VALUES (1, 1, 10, 0)");
      trim(db);
      assertThat(db.number("SELECT MIN(\"sequence_number\") FROM \"event_journal\"")).isEqualTo(11);
      db.journal.execute("UPDATE projection_position SET journal_offset = 31");
      trim(db);
      assertThat(db.number("SELECT MIN(\"sequence_number\") FROM \"event_journal\""))
          .as("the snapshot before the last")
          .isEqualTo(20);
      assertThat(db.count("\"snapshot\"")).isEqualTo(2);
    }
  }

  private static void trim(LogDatabase db) throws SQLException {
    try (var connection = db.store.dataSource().getConnection()) {
      LogJournal.trim(connection, CACHE, 31);
    }
  }

  private static void snapshotAt(LogDatabase db, long number) throws SQLException {
    var empty = db.store.kind() == Store.Kind.H2 ? "BINARY VARYING" : "BYTEA";
    db.journal.execute(
        """
        INSERT INTO "snapshot" ("persistence_id", "sequence_number", "created", "snapshot_ser_id",
          "snapshot_ser_manifest", "snapshot_payload")
        VALUES ('log|cache', %d, 0, 1, '', CAST('ab' AS %s))
        """
            .formatted(number, empty));
  }
}
