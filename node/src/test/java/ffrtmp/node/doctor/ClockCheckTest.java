package ffrtmp.node.doctor;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ClockCheckTest {
  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

  @Test
  void aClockThatIsKeptIsWell() throws Exception {
    Findings.assertOk(Findings.only(at(NOW, Optional.of(true))), "kept by NTP");
  }

  @Test
  void whereNothingTellsNothingIsClaimed() throws Exception {
    Findings.assertOk(Findings.only(at(NOW, Optional.empty())), "nothing here tells");
  }

  @Test
  void aClockThatNothingKeepsIsWarnedOf() throws Exception {
    Findings.assertWarns(
        Findings.only(at(NOW, Optional.of(false))), "nothing keeps it right", "let NTP keep it");
  }

  @Test
  void aClockThatStandsLongAgoFails() throws Exception {
    Findings.assertFails(Findings.only(at(Instant.EPOCH, Optional.of(true))), "long ago", "set it");
  }

  @Test
  void aJumpMeanwhileIsSeen() throws Exception {
    AtomicReference<Instant> now = new AtomicReference<>(NOW);
    Clock clock =
        new Clock() {
          @Override
          public Instant instant() {
            return now.get();
          }

          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }
        };
    Check check =
        new ClockCheck(
            clock,
            () -> 0,
            () -> {
              now.set(NOW.minus(Duration.ofSeconds(3)));
              return Optional.of(true);
            });
    Findings.assertWarns(Findings.only(check), "jumped by 3000 ms", "slew");
  }

  private static Check at(Instant now, Optional<Boolean> kept) {
    return new ClockCheck(Clock.fixed(now, ZoneOffset.UTC), () -> 0, () -> kept);
  }
}
