package ffrtmp.node.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** The machine's clock: whether something keeps it right, and whether it jumps. */
public final class ClockCheck implements Check {
  private static final String NAME = "clock";
  private static final Instant NEVER_BEFORE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration JUMP = Duration.ofMillis(100);

  private final Clock clock;
  private final LongSupplier nanos;
  private final Keeper keeper;

  /** Says whether NTP keeps the clock. */
  @FunctionalInterface
  public interface Keeper {
    /** Empty where nothing here can tell, as in most containers. It takes a moment. */
    Optional<Boolean> synchronised() throws IOException;
  }

  /**
   * @param nanos a clock that only goes forward, to see the other one jump
   */
  public ClockCheck(Clock clock, LongSupplier nanos, Keeper keeper) {
    this.clock = clock;
    this.nanos = nanos;
    this.keeper = keeper;
  }

  /** systemd's word for it. */
  public static Optional<Boolean> asSystemdSays() throws IOException {
    if (Files.exists(Path.of("/run/systemd/timesync/synchronized"))) return Optional.of(true);
    Optional<String> answer =
        Programs.firstLine(List.of("timedatectl", "show", "-p", "NTPSynchronized", "--value"));
    return answer.filter(word -> word.matches("yes|no")).map("yes"::equals);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() throws IOException {
    Instant began = clock.instant();
    long since = nanos.getAsLong();
    Optional<Boolean> kept = keeper.synchronised();
    Duration passed = Duration.ofNanos(nanos.getAsLong() - since);
    Instant ended = clock.instant();
    Duration jump = Duration.between(began, ended).minus(passed).abs();
    return List.of(found(ended.truncatedTo(ChronoUnit.SECONDS), kept, jump));
  }

  private static Finding found(Instant now, Optional<Boolean> kept, Duration jump) {
    if (now.isBefore(NEVER_BEFORE)) {
      return Finding.fail(
          NAME, "it says " + now + ", which is long ago", "set it, and let NTP keep it");
    }
    if (jump.compareTo(JUMP) > 0) {
      return Finding.warn(
          NAME,
          "it jumped by " + jump.toMillis() + " ms while it was looked at",
          "let NTP slew it instead of stepping it, and look again");
    }
    if (kept.isPresent() && !kept.get()) {
      return Finding.warn(
          NAME,
          "it says " + now + ", and nothing keeps it right",
          "let NTP keep it (Debian: apt install systemd-timesyncd, timedatectl set-ntp true)");
    }
    return Finding.ok(
        NAME, now + (kept.isPresent() ? ", kept by NTP" : "; nothing here tells what keeps it"));
  }
}
