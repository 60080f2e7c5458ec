package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.URI;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit's commands on a store with the history of 2,000 jobs, which a hand then touches. */
final class AuditIT {
  private static final int JOBS = 2_000;
  private static final String ROWS =
      "SELECT id, status, phase, queue, priority, node_id, created_at, ended_at, revision,"
          + " chain_head, state, sequence_number FROM jobs ORDER BY id";

  @TempDir Path folder;

  @Test
  void onPostgreSqlWhileTheServerRuns() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
      AuditedUp audited =
          new AuditedUp(
              folder, Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres"), SpawnedNode.QUICK);
      Hand hand = new Hand(postgres.getPostgresDatabase()::getConnection);
      try (SpawnedNode node = audited.start()) {
        URI api = node.awaitApi(1);
        AuditedUp.live(api, JOBS);
        finds(audited, hand);
        cutOff(audited, hand);
        AuditedUp.live(api, 100);
        assertThat(audited.audit("replay", "--verify").status()).isZero();
        assertThat(new ApiClient(api).get("/jobs?limit=1").body().path("count").asInt())
            .isEqualTo(1);
        spoilsAnEvent(
            audited,
            hand,
            "UPDATE event_journal SET event_payload = set_byte(event_payload, 25,"
                + " get_byte(event_payload, 25) # 1) WHERE persistence_id = '%s'"
                + " AND sequence_number = 2");
      }
    }
  }

  @Test
  void onTheEmbeddedStoreWhileNoServerRuns() throws Exception {
    AuditedUp audited = new AuditedUp(folder, Map.of(), SpawnedNode.QUICK);
    try (SpawnedNode node = audited.start()) {
      AuditedUp.live(node.awaitApi(1), JOBS);
      AuditedUp.Done refused = audited.audit("replay", "--verify");
      assertThat(refused.status()).isEqualTo(1);
      assertThat(refused.text()).contains("stop the server first").hasLineCount(1);
      assertThat(node.terminate(Duration.ofSeconds(45))).isZero();
    }
    String file = folder.resolve("data/audited").toAbsolutePath().toString();
    String url = "jdbc:h2:file:" + file + ";WRITE_DELAY=0";
    Hand hand = new Hand(() -> DriverManager.getConnection(url, "sa", ""));
    finds(audited, hand);
    spoilsAnEvent(
        audited,
        hand,
        "UPDATE \"event_journal\" SET \"event_payload\" = STRINGTOUTF8(REPLACE(UTF8TOSTRING("
            + "\"event_payload\"), 'scheduler', 'somebody')) WHERE \"persistence_id\" = '%s'"
            + " AND \"sequence_number\" = 2");
  }

  /** Nothing, then exactly what a hand has changed, and nothing again once it was made anew. */
  private void finds(AuditedUp audited, Hand hand) throws Exception {
    JsonNode clean = audited.audit("replay", "--verify", "-o", "json").json();
    assertThat(clean.path("findings")).isEmpty();
    assertThat(clean.path("differences").asInt()).isZero();
    assertThat(clean.path("events").asLong()).isGreaterThanOrEqualTo(3L * JOBS);
    assertThat(clean.path("unchained").asLong()).isZero();
    List<List<String>> before = hand.rows(ROWS);
    hand.change("UPDATE jobs SET status = 'FAILED' WHERE sequence_number = 17");
    hand.change("DELETE FROM jobs WHERE sequence_number = 23");
    AuditedUp.Done found = audited.audit("replay", "--verify", "-o", "json");
    assertThat(found.status()).isEqualTo(1);
    assertThat(kinds(found.json())).containsExactlyInAnyOrder("wrong_column", "missing_row");
    AuditedUp.Done rebuilt = audited.audit("rebuild", "-o", "json");
    assertThat(rebuilt.status()).as(rebuilt.text()).isZero();
    assertThat(rebuilt.json().path("mended").asInt()).isEqualTo(2);
    assertThat(hand.rows(ROWS)).isEqualTo(before);
    assertThat(audited.audit("replay", "--verify").status()).isZero();
  }

  /** A rebuild of everything is killed in the middle; the next one ends it. */
  private void cutOff(AuditedUp audited, Hand hand) throws Exception {
    List<List<String>> before = hand.rows(ROWS);
    hand.change("DELETE FROM jobs");
    try (SpawnedNode rebuild = audited.begin("rebuild")) {
      Await.until("some rows are back", Duration.ofSeconds(60), () -> !hand.rows(ROWS).isEmpty());
      rebuild.kill();
    }
    assertThat(before).containsAll(hand.rows(ROWS));
    assertThat(audited.audit("rebuild").status()).isZero();
    assertThat(hand.rows(ROWS)).isEqualTo(before);
  }

  /** One letter in one event: its chain breaks there. */
  private void spoilsAnEvent(AuditedUp audited, Hand hand, String change) throws Exception {
    String entity = hand.text("SELECT 'job|' || id FROM jobs WHERE sequence_number = 31");
    hand.change(change.formatted(entity));
    AuditedUp.Done found = audited.audit("replay", "--verify", "-o", "json");
    assertThat(found.status()).isEqualTo(1);
    assertThat(kinds(found.json())).contains("broken_link");
    Set<String> entities = new TreeSet<>();
    found.json().path("findings").forEach(f -> entities.add(f.path("entity").asText()));
    assertThat(entities).containsExactly(entity);
    AuditedUp.Done told = audited.audit("export", "--job", "31");
    assertThat(told.status()).isZero();
    assertThat(told.text()).contains("\"seq\":2").contains("\"hash\":\"");
  }

  private static List<String> kinds(JsonNode report) {
    List<String> kinds = new ArrayList<>();
    report.path("findings").forEach(finding -> kinds.add(finding.path("kind").asText()));
    return kinds;
  }
}
