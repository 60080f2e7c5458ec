package ffrtmp.streams.network;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How the network interface is measured.
 *
 * @param networkInterface its name; absent: the busiest physical one
 * @param sampleInterval between two readings of its counters, 100 ms to 30 s
 */
public record NetworkSettings(@Nullable String networkInterface, Duration sampleInterval) {
  private static final String AUTO = "auto";
  private static final Duration SHORTEST = Duration.ofMillis(100);
  private static final Duration LONGEST = Duration.ofSeconds(30);

  /** As the kernel has it: what is none of these never becomes a path. */
  private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[!-.0-~]{1,15}");

  /**
   * @throws IllegalArgumentException for a name that no interface can have, and an interval out of
   *     bounds
   */
  public NetworkSettings {
    if (networkInterface != null && !NAME.matcher(networkInterface).matches()) {
      throw new IllegalArgumentException(
          "a network interface is auto or a name of up to 15 visible characters without a slash");
    }
    if (sampleInterval.compareTo(SHORTEST) < 0 || sampleInterval.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("a network sample is taken each 100 ms to 30 s");
    }
  }

  /**
   * As operators say it.
   *
   * @param networkInterface {@code auto} or a name
   */
  public static NetworkSettings of(String networkInterface, Duration sampleInterval) {
    return new NetworkSettings(
        networkInterface.equals(AUTO) ? null : networkInterface, sampleInterval);
  }

  /** Reads the block {@code ffrtmp.streams.network}. */
  public static NetworkSettings from(Config c) {
    return of(c.getString("interface"), c.getDuration("sample-interval"));
  }
}
