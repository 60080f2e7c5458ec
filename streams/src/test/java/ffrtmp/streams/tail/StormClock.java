package ffrtmp.streams.tail;

import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that goes on when told; files are dated by its coarse steps, as the kernel dates them.
 */
final class StormClock extends Clock {
  private static final long TICK_MILLIS = 4;

  private Instant now = Instant.parse("2025-12-20T07:50:58Z");

  void pass(Duration time) {
    now = now.plus(time);
  }

  FileTime fileTime() {
    return FileTime.fromMillis(now.toEpochMilli() / TICK_MILLIS * TICK_MILLIS);
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  @Override
  public Clock withZone(ZoneId zone) {
    return this;
  }

  @Override
  public Instant instant() {
    return now;
  }
}
