package ffrtmp.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.persistence.Databases;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PostgresqlFactsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @Test
  void aServerTellsOfItself() throws Exception {
    try (Store store = Databases.postgresql()) {
      String dsn = store.toString().replace("jdbc:postgresql://", "postgres://postgres:postgres@");
      PostgresqlFacts facts = PostgresqlFacts.read(dsn, Clock.systemUTC(), PATIENCE);
      assertThat(facts.address()).isEqualTo(store.toString());
      assertThat(facts.version()).matches("\\d+\\.\\d+.*");
      assertThat(facts.schema()).isTrue();
      assertThat(facts.mayCreate()).isTrue();
      assertThat(facts.synchronousCommit()).isNotEmpty();
      assertThat(facts.freeConnections()).isPositive();
      assertThat(facts.ahead().abs()).isLessThan(Duration.ofSeconds(2));
      Clock late = Clock.offset(Clock.systemUTC(), Duration.ofMinutes(-1));
      assertThat(PostgresqlFacts.read(dsn, late, PATIENCE).ahead())
          .isBetween(Duration.ofSeconds(58), Duration.ofSeconds(62));
    }
  }

  @Test
  void oneThatIsAwaySaysSoWithoutThePassword() {
    assertThatThrownBy(
            () ->
                PostgresqlFacts.read(
                    "postgres://me:hush@127.0.0.1:1/jobs", Clock.systemUTC(), PATIENCE))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("refused")
        .hasMessageNotContaining("hush");
    assertThat(PostgresqlFacts.address("postgres://me:hush@db/jobs"))
        .isEqualTo("jdbc:postgresql://db/jobs");
  }
}
