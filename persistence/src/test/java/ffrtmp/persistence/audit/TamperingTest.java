package ffrtmp.persistence.audit;

import static ffrtmp.persistence.audit.Finding.Kind.BROKEN_LINK;
import static ffrtmp.persistence.audit.Finding.Kind.FALSE_TOMBSTONE;
import static ffrtmp.persistence.audit.Finding.Kind.LOST_EVENTS;
import static ffrtmp.persistence.audit.Finding.Kind.MISSING_EVENTS;
import static ffrtmp.persistence.audit.Finding.Kind.UNREADABLE_EVENT;
import static ffrtmp.persistence.audit.Finding.Kind.WRONG_CHANGE;
import static ffrtmp.persistence.audit.Finding.Kind.WRONG_COLUMN;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.journal.JournalIds;
import ffrtmp.persistence.journal.Store;
import ffrtmp.persistence.read.Family;
import ffrtmp.protocol.job.JobId;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whoever changes the journal or the tables by hand is found, and nobody else is suspected. */
class TamperingTest {
  private static final String EVENT = " WHERE \"persistence_id\" = ? AND \"sequence_number\" = ?";

  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);
  private final Map<String, Finding.Kind> expected = new HashMap<>();
  private AuditedStore audited;
  private int next;

  private void open(Store.Kind kind, int jobs) throws SQLException {
    System.out.println("seed " + seed);
    audited = new AuditedStore(kind, seed);
    audited.live(jobs, 25);
    audited.follow();
  }

  @AfterEach
  void close() {
    audited.close();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void everyKindOfDamageToTheJournalIsFoundInItsPlace(Store.Kind kind) throws Exception {
    open(kind, 600);
    var swapped = job(4);
    var second = audited.payload(swapped, 2);
    payload(swapped, 2, audited.payload(swapped, 3));
    payload(swapped, 3, second);
    expect(swapped, BROKEN_LINK);

    var first = job(4);
    change("DELETE FROM \"event_journal\"" + EVENT, first, 1L);
    expect(first, MISSING_EVENTS);

    var copied = job(4);
    insertCopy(copied, 2, copied, last(copied) + 1);
    expect(copied, BROKEN_LINK);

    var moved = job(4);
    var to = job(4);
    insertCopy(moved, last(moved), to, last(to) + 1);
    change("DELETE FROM \"event_journal\"" + EVENT, moved, last(moved));
    expect(moved, LOST_EVENTS);
    expect(to, BROKEN_LINK);

    var manifest = job(4);
    change("UPDATE \"event_journal\" SET \"event_ser_manifest\" = '#9'" + EVENT, manifest, 2L);
    expect(manifest, BROKEN_LINK);

    var serializer = job(4);
    change("UPDATE \"event_journal\" SET \"event_ser_id\" = 1" + EVENT, serializer, 2L);
    expect(serializer, UNREADABLE_EVENT);

    var truncated = job(4);
    var bytes = audited.payload(truncated, 2);
    payload(
        truncated,
        2,
        new String(bytes, StandardCharsets.UTF_8)
            .substring(0, 30)
            .getBytes(StandardCharsets.UTF_8));
    expect(truncated, UNREADABLE_EVENT);

    var emptied = job(4);
    payload(emptied, 2, new byte[0]);
    expect(emptied, UNREADABLE_EVENT);

    var other = job(4);
    payload(other, 2, audited.payload("node|" + audited.text("SELECT MIN(id) FROM nodes"), 1));
    expect(other, BROKEN_LINK);

    var hidden = job(4);
    change("UPDATE \"event_journal\" SET \"deleted\" = TRUE" + EVENT, hidden, 2L);
    expect(hidden, MISSING_EVENTS);

    var hiddenLast = job(4);
    change("UPDATE \"event_journal\" SET \"deleted\" = TRUE" + EVENT, hiddenLast, last(hiddenLast));
    expect(hiddenLast, LOST_EVENTS);

    var buried = job(4);
    insertTombstone(buried, last(buried) + 1);
    expect(buried, FALSE_TOMBSTONE);

    assertFound();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void noEventThatWasSpoiltAtRandomStopsTheAudit(Store.Kind kind) throws Exception {
    open(kind, 400);
    var spoilt = new ArrayList<String>();
    for (int i = 0; i < 150; i++) {
      var entity = job(2);
      long number = 1L + random.nextInt((int) last(entity));
      payload(entity, number, spoilt(audited.payload(entity, number)));
      spoilt.add(entity);
    }
    assertThat(audited.verify().findings())
        .extracting(Finding::entity)
        .as("each, and no other")
        .containsOnly(spoilt.toArray(String[]::new))
        .containsAll(spoilt);
    var before = audited.tables();
    var outcome = audited.rebuild();
    assertThat(outcome.mended()).as("no row is made of a damaged journal").isZero();
    assertThat(audited.tables()).isEqualTo(before);
    for (var entity : spoilt) assertThat(told(entity)).as(entity).isPositive();
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void oneCellOfEachColumnIsFoundByItsName(Store.Kind kind) throws Exception {
    open(kind, 300);
    var cells = new HashMap<String, String>();
    for (var column : Family.JOBS.columns()) {
      var job = job(3);
      var spoil =
          switch (column) {
            case "created_at", "ended_at" -> "COALESCE(" + column + ", 0) + 1";
            case "sequence_number" -> "sequence_number + 1000000";
            case "revision" -> "revision + 1";
            case "state" -> "'{}'";
            case "status" -> "CASE WHEN status = 'PENDING' THEN 'QUEUED' ELSE 'PENDING' END";
            case "queue" -> "CASE WHEN queue = 'LIVE' THEN 'BATCH' ELSE 'LIVE' END";
            case "priority" -> "CASE WHEN priority = 'LOW' THEN 'HIGH' ELSE 'LOW' END";
            default ->
                "CASE WHEN %1$s IS NULL THEN 'x' ELSE CONCAT('x', SUBSTRING(%1$s, 2)) END"
                    .formatted(column);
          };
      if (column.equals("phase"))
        spoil = "CASE WHEN phase = 'WAITING' THEN 'ENDED' ELSE 'WAITING' END";
      var id = Family.JOBS.id(job);
      audited.change("UPDATE jobs SET %s = %s WHERE id = ?".formatted(column, spoil), id);
      cells.put(job, column);
    }
    var findings = audited.verify().findings();
    assertThat(findings)
        .extracting(Finding::entity)
        .containsOnly(cells.keySet().toArray(String[]::new));
    cells.forEach(
        (job, column) ->
            assertThat(findings)
                .filteredOn(finding -> finding.entity().equals(job))
                .isNotEmpty()
                .extracting(Finding::column)
                .allMatch(found -> String.valueOf(found).startsWith(column), column));
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void twoRowsThatChangedPlacesAreMended(Store.Kind kind) throws Exception {
    open(kind, 100);
    var before = audited.tables();
    var first = job(2);
    var second = job(2);
    while (last(second) != last(first)) second = job(2);
    var one = Family.JOBS.id(first);
    var two = Family.JOBS.id(second);
    for (var step : List.of(List.of("swap", one), List.of(one, two), List.of(two, "swap"))) {
      audited.change("UPDATE jobs SET id = ? WHERE id = ?", step.get(0), step.get(1));
    }
    assertThat(audited.verify().findings())
        .extracting(Finding::entity)
        .containsOnly("job|" + one, "job|" + two);
    assertThat(audited.rebuild().left()).isEmpty();
    assertThat(audited.tables()).isEqualTo(before);
  }

  @ParameterizedTest
  @EnumSource(Store.Kind.class)
  void aRebuildLeavesTheTracesOfACutJournal(Store.Kind kind) throws Exception {
    open(kind, 100);
    var cut = job(3);
    change("DELETE FROM \"event_journal\"" + EVENT, cut, last(cut));
    audited.change("UPDATE jobs SET change_seq = 10000000 WHERE id = ?", Family.JOBS.id(cut));
    assertThat(audited.rebuild().mended()).isZero();
    assertThat(audited.verify().findings())
        .extracting(Finding::kind)
        .containsExactlyInAnyOrder(LOST_EVENTS, WRONG_CHANGE);
  }

  private void assertFound() throws Exception {
    var found =
        audited.verify().findings().stream()
            .filter(finding -> finding.kind() != WRONG_COLUMN)
            .collect(
                Collectors.groupingBy(
                    Finding::entity, Collectors.mapping(Finding::kind, Collectors.toSet())));
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    expected.forEach(
        (entity, kind) ->
            assertThat(found.getOrDefault(entity, Set.of())).as(entity).contains(kind));
  }

  private void expect(String entity, Finding.Kind kind) {
    expected.put(entity, kind);
  }

  private long told(String entity) throws SQLException {
    var steps = new long[1];
    var listener =
        new Lives.Listener() {
          @Override
          public void step(String of, Step step) {
            steps[0]++;
          }

          @Override
          public void removed(String of, Instant at) {}
        };
    try (var connection = audited.store.dataSource().getConnection()) {
      connection.setAutoCommit(false);
      assertThat(new Lives(audited.events()).tell(connection, entity, listener)).isTrue();
    }
    return steps[0];
  }

  /** Cut, a letter changed, a value made null or of another type, a member taken out. */
  private byte[] spoilt(byte[] stored) {
    var text = new String(stored, StandardCharsets.UTF_8);
    int at = 1 + random.nextInt(text.indexOf(",\"chain\""));
    var spoilt =
        switch (random.nextInt(5)) {
          case 0 -> text.substring(0, at);
          case 1 -> text.substring(0, at) + (char) (text.charAt(at) ^ 1) + text.substring(at + 1);
          case 2 -> text.replaceFirst(":\"[^\"]*\"", ":null");
          case 3 -> text.replaceFirst("\"at\":[^,]*", "\"at\":[1]");
          default -> text.replaceFirst(",\"[a-z]+\":(\"[^\"]*\"|[0-9.]+)", "");
        };
    return (spoilt.equals(text) ? text.substring(1) : spoilt).getBytes(StandardCharsets.UTF_8);
  }

  private void payload(String entity, long number, byte[] bytes) throws SQLException {
    change("UPDATE \"event_journal\" SET \"event_payload\" = ?" + EVENT, bytes, entity, number);
  }

  private void insertCopy(String from, long number, String to, long as) throws SQLException {
    change(
        "INSERT INTO \"event_journal\" (\"persistence_id\", \"sequence_number\", \"deleted\","
            + " \"writer\", \"write_timestamp\", \"adapter_manifest\", \"event_ser_id\","
            + " \"event_ser_manifest\", \"event_payload\") SELECT CAST(? AS VARCHAR(255)),"
            + " CAST(? AS BIGINT), \"deleted\", \"writer\", \"write_timestamp\","
            + " \"adapter_manifest\", \"event_ser_id\", \"event_ser_manifest\", \"event_payload\""
            + " FROM \"event_journal\""
            + EVENT,
        to,
        as,
        from,
        number);
  }

  private void insertTombstone(String entity, long number) throws SQLException {
    insertCopy(entity, 1, entity, number);
    change(
        "UPDATE \"event_journal\" SET \"deleted\" = TRUE, \"event_ser_id\" = 0,"
            + " \"event_ser_manifest\" = 'removed'"
            + EVENT,
        entity,
        number);
  }

  private void change(String sql, @Nullable Object... values) throws SQLException {
    assertThat(audited.change(sql, values)).isEqualTo(1);
  }

  private long last(String entity) throws SQLException {
    return audited.number(
        "SELECT MAX(\"sequence_number\") FROM \"event_journal\" WHERE \"persistence_id\" = '"
            + entity
            + "'");
  }

  /** One that nobody touched, with so many events at least. */
  private String job(int events) throws SQLException {
    while (last(pid(audited.jobs.get(next))) < events) next++;
    return pid(audited.jobs.get(next++));
  }

  private static String pid(JobId job) {
    return JournalIds.of(job).id();
  }
}
