package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A benchmark: how fast everything is held against the tables; server and audit share the machine.
 */
@Tag("bench")
final class AuditThroughputIT {
  private static final int JOBS = Integer.getInteger("ffrtmp.bench.jobs", 100_000);
  private static final int ROUNDS = 3;

  @TempDir Path folder;

  @Test
  void onPostgreSql() throws Exception {
    try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
      String dsn = "postgres://postgres:postgres@127.0.0.1:" + postgres.getPort() + "/postgres";
      Map<String, String> store = Map.of("DATABASE_DSN", dsn, "DATABASE_TYPE", "postgres");
      AuditedUp audited = new AuditedUp(folder, store, List.of("-Xmx400m"));
      try (SpawnedNode node = audited.start()) {
        AuditedUp.live(node.awaitApi(1), JOBS);
        assertThat(node.terminate(Duration.ofSeconds(45))).isZero();
      }
      Hand hand = new Hand(postgres.getPostgresDatabase()::getConnection);
      for (int i = 0; i < ROUNDS; i++) verify(audited);
      hand.change("DELETE FROM jobs");
      JsonNode rebuilt = audited.audit("rebuild", "-o", "json").json();
      System.out.printf(
          "rebuild: %d rows in %.1f s%n",
          rebuilt.path("mended").asLong(), rebuilt.path("seconds").asDouble());
      verify(audited);
    }
  }

  private static void verify(AuditedUp audited) throws Exception {
    AuditedUp.Done done = audited.audit("replay", "--verify", "-o", "json");
    JsonNode report = done.json();
    System.out.printf(
        "verify: %d events of %d entities, %d events/s, %d differences%n",
        report.path("events").asLong(),
        report.path("entities").asLong(),
        report.path("events_per_second").asLong(),
        report.path("differences").asLong());
    assertThat(done.status()).as(done.text()).isZero();
  }
}
