package ffrtmp.node.worker.ffmpeg;

import ffrtmp.protocol.job.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Reads the lines that {@code -progress} writes: {@code key=value}, a block ends with {@code
 * progress=}. Pure but for its own state; lines that make no sense are counted and skipped. Not
 * safe for several threads.
 */
final class ProgressParser {
  private @Nullable Long frame;
  private @Nullable Long dropped;
  private @Nullable Double fps;
  private @Nullable Double bitrateKbps;
  private @Nullable Double outTimeSeconds;
  private @Nullable Double speed;
  private long badLines;

  /** Takes a line; true when it completed a block. */
  boolean line(String line) {
    int equals = line.indexOf('=');
    if (equals < 1) {
      badLines++;
      return false;
    }
    String key = line.substring(0, equals).trim();
    String value = line.substring(equals + 1).trim();
    switch (key) {
      case "frame" -> frame = whole(value, frame);
      case "fps" -> fps = number(value, fps);
      case "bitrate" -> bitrateKbps = number(without(value, "kbits/s"), bitrateKbps);
      case "out_time_us" -> outTimeSeconds = seconds(value);
      case "speed" -> speed = number(without(value, "x"), speed);
      case "drop_frames" -> dropped = whole(value, dropped);
      case "progress" -> {
        return true;
      }
      default -> {
        // total_size and whatever a later ffmpeg may add
      }
    }
    return false;
  }

  /**
   * What the lines so far say.
   *
   * @param length seconds of the whole output; absent: no percent, no time to the end
   */
  Progress progress(@Nullable Double length) {
    Double percent = null;
    Double eta = null;
    if (length != null && length > 0 && outTimeSeconds != null) {
      percent = Math.max(0, Math.min(100, 100 * outTimeSeconds / length));
      if (speed != null && speed > 0) eta = Math.max(0, (length - outTimeSeconds) / speed);
    }
    return new Progress(percent, frame, fps, speed, bitrateKbps, outTimeSeconds, eta);
  }

  /** How far it is, as two numbers that only grow while it advances. */
  double mark() {
    return (outTimeSeconds == null ? 0 : outTimeSeconds) + (frame == null ? 0 : frame);
  }

  @Nullable Long frame() {
    return frame;
  }

  @Nullable Long dropped() {
    return dropped;
  }

  @Nullable Double outTimeSeconds() {
    return outTimeSeconds;
  }

  long badLines() {
    return badLines;
  }

  private @Nullable Double seconds(String micros) {
    Double value = number(micros, null);
    return value == null || value < 0 ? outTimeSeconds : Double.valueOf(value / 1e6);
  }

  private @Nullable Long whole(String text, @Nullable Long before) {
    Double value = number(text, null);
    return value == null ? before : Long.valueOf(value.longValue());
  }

  /** {@code N/A} is no bad line: nothing is known yet. */
  private @Nullable Double number(String text, @Nullable Double before) {
    if (text.equals("N/A")) return before;
    try {
      double value = Double.parseDouble(text);
      if (Double.isFinite(value)) return value;
    } catch (NumberFormatException e) {
      badLines++;
      return before;
    }
    badLines++;
    return before;
  }

  private static String without(String text, String unit) {
    return text.endsWith(unit) ? text.substring(0, text.length() - unit.length()).trim() : text;
  }
}
