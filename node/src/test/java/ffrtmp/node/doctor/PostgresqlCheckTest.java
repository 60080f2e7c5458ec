package ffrtmp.node.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.journal.PostgresqlFacts;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PostgresqlCheckTest {
  private static final String AT = "jdbc:postgresql://db/jobs";

  @Test
  void aServerWithOurTablesIsWell() {
    Findings.assertOk(
        only(facts("15.7", true, "on", true, true, 90, 3)), AT + ": PostgreSQL 15.7, with our");
    Findings.assertOk(only(facts("17.0", true, "on", false, true, 90, 3)), "made at the start");
  }

  @Test
  void oneWhereNoTablesCanBeMadeIsNot() {
    Findings.assertFails(
        only(facts("15.7", true, "on", false, false, 90, 0)), "may make none", "GRANT CREATE");
  }

  @Test
  void whatLosesDataIsWarnedOf() {
    Findings.assertWarns(
        second(facts("15.7", false, "off", true, true, 90, 0)), "fsync is off", "fsync = on");
    Findings.assertWarns(
        second(facts("15.7", true, "off", true, true, 90, 0)),
        "synchronous_commit is off",
        "synchronous_commit = on");
  }

  @Test
  void anotherTimeAnOldVersionAndTooFewConnectionsAreWarnedOf() {
    Findings.assertWarns(
        second(facts("15.7", true, "on", true, true, 90, -2500)), "2500 ms behind ours", "NTP");
    Findings.assertWarns(
        second(facts("9.6.24", true, "on", true, true, 90, 0)), "9.6.24 is older", "15 or newer");
    Findings.assertWarns(
        second(facts("16beta2", true, "on", true, true, 23, 0)),
        "23 more, and a server may want 24",
        "max_connections");
  }

  @Test
  void eachRefusalHasItsOwnRemedy() {
    Findings.assertFails(refused("08001", "refused"), AT + ": refused", "start PostgreSQL");
    Findings.assertFails(refused("28P01", "no"), "no", "correct user and password");
    Findings.assertFails(refused("3D000", "no"), "no", "make the database");
    Findings.assertFails(refused("53300", "too many"), "too many", "PostgreSQL's log");
  }

  @Test
  void anAddressThatIsNoneIsRefusedWithoutItsPassword() {
    Finding finding = PostgresqlCheck.of("postgres://me:hush@/", Clock.systemUTC()).look().get(0);
    Findings.assertFails(finding, "needs a host and a database's name", "DATABASE_DSN");
    assertThat(finding.toString()).doesNotContain("hush");
  }

  private static Finding only(PostgresqlFacts facts) {
    List<Finding> all = new PostgresqlCheck(AT, () -> facts).look();
    assertThat(all).hasSize(1);
    return all.get(0);
  }

  private static Finding second(PostgresqlFacts facts) {
    List<Finding> all = new PostgresqlCheck(AT, () -> facts).look();
    assertThat(all).hasSize(2);
    return all.get(1);
  }

  private static Finding refused(String state, String message) {
    Check check =
        new PostgresqlCheck(
            AT,
            () -> {
              throw new SQLException(message, state);
            });
    try {
      return Findings.only(check);
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static PostgresqlFacts facts(
      String version,
      boolean fsync,
      String commit,
      boolean schema,
      boolean mayCreate,
      int free,
      long aheadMillis) {
    return new PostgresqlFacts(
        AT, version, fsync, commit, schema, mayCreate, free, Duration.ofMillis(aheadMillis));
  }
}
