package ffrtmp.streams.tail;

import com.typesafe.config.Config;
import java.time.Duration;

/**
 * How log files are read, from {@code ffrtmp.streams.tail}.
 *
 * @param poll how often a folder is looked at even if nothing tells of a change
 * @param notice how often the kernel is asked for changes
 * @param chunk bytes read at once; at least twice {@code maxLine}
 * @param maxLine bytes of the longest line that is handed over; longer ones are counted
 * @param quiet how long a rotated file must have been silent before its successor is read
 * @param patience how long a rotated file that is still written to may hold up its successor
 * @param settle how long a packed file that ends in the middle is taken as still being written
 * @param remember how long the position of a vanished file is kept at least, while there are no
 *     more than {@code remembered}
 * @param remembered positions of vanished files kept at most
 */
public record TailSettings(
    Duration poll,
    Duration notice,
    int chunk,
    int maxLine,
    Duration quiet,
    Duration patience,
    Duration settle,
    Duration remember,
    int remembered) {
  public TailSettings {
    if (maxLine < 1 || chunk < 2 * maxLine) {
      throw new IllegalArgumentException(
          "ffrtmp.streams.tail.chunk (" + chunk + ") must be twice max-line (" + maxLine + ")");
    }
  }

  public static TailSettings from(Config config) {
    Config c = config.getConfig("ffrtmp.streams.tail");
    return new TailSettings(
        c.getDuration("poll"),
        c.getDuration("notice"),
        Math.toIntExact(c.getMemorySize("chunk").toBytes()),
        Math.toIntExact(c.getMemorySize("max-line").toBytes()),
        c.getDuration("quiet"),
        c.getDuration("patience"),
        c.getDuration("settle"),
        c.getDuration("remember"),
        c.getInt("remembered"));
  }
}
