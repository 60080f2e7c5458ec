package ffrtmp.node.worker.gstreamer;

import ffrtmp.node.worker.Observer;
import ffrtmp.protocol.job.Progress;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads how far a pipeline has come: each encoded picture, as the identity behind the encoder tells
 * of it, and the input's length, as the progress report knows it, in whole seconds. Where no length
 * is known there is no percent. Fed by one thread, asked by another.
 */
final class GstProgress {
  private static final Pattern PICTURE =
      Pattern.compile(
          "last-message = chain .*\\(written:sink\\) \\((\\d+) bytes, .*"
              + "pts: (\\d+):(\\d\\d):(\\d\\d\\.\\d+), duration: (?:(\\d+):(\\d\\d):(\\d\\d\\.\\d+))?");
  private static final Pattern LENGTH = Pattern.compile("^report \\(.*\\): \\d+ / (\\d+) seconds");

  private final Observer observer;
  private final double everySeconds;
  private final DoubleSupplier runningSeconds;
  private @Nullable Double length;
  private long frames;
  private long bytes;
  private double first;
  private double outTime;
  private boolean fresh;
  private double saidAt = Double.NEGATIVE_INFINITY;

  /**
   * @param length seconds of the output where they are known beforehand
   * @param runningSeconds how long the attempt has run, pauses left out
   */
  GstProgress(
      @Nullable Double length, Observer observer, Duration every, DoubleSupplier runningSeconds) {
    this.length = length;
    this.observer = observer;
    this.everySeconds = every.toMillis() / 1e3;
    this.runningSeconds = runningSeconds;
  }

  /** Whether the line told of progress, and so is not for the log. */
  synchronized boolean line(String line) {
    Matcher report = LENGTH.matcher(line);
    if (report.find()) {
      double seconds = Double.parseDouble(report.group(1));
      if (length == null && seconds > 0) length = seconds;
      return true;
    }
    if (!line.contains(" last-message = ")) return false;
    Matcher picture = PICTURE.matcher(line);
    if (picture.find()) picture(picture);
    return true;
  }

  private void picture(Matcher m) {
    double at = seconds(m, 2);
    // x264 counts from 1000 hours, so that no time is negative
    if (frames == 0) first = at;
    frames++;
    bytes += Long.parseLong(m.group(1));
    double lasts = m.group(5) == null ? 0 : seconds(m, 5);
    outTime = Math.max(outTime, at - first + lasts);
    fresh = true;
  }

  private static double seconds(Matcher m, int group) {
    return Long.parseLong(m.group(group)) * 3600.0
        + Integer.parseInt(m.group(group + 1)) * 60.0
        + Double.parseDouble(m.group(group + 2));
  }

  /** Says the latest, unless the last time was just now. */
  synchronized void tick() {
    double now = runningSeconds.getAsDouble();
    if (!fresh || now - saidAt < everySeconds) return;
    fresh = false;
    saidAt = now;
    observer.progressed(progress(now));
  }

  private Progress progress(double elapsed) {
    Double speed = elapsed > 0 ? outTime / elapsed : null;
    Double rest = length == null ? null : Math.max(0, length - outTime);
    return new Progress(
        length == null ? null : Double.valueOf(Math.min(100, 100 * outTime / length)),
        frames,
        elapsed > 0 ? Double.valueOf(frames / elapsed) : null,
        speed,
        outTime > 0 ? Double.valueOf(bytes * 8 / 1e3 / outTime) : null,
        outTime,
        rest == null || speed == null || speed <= 0 ? null : Double.valueOf(rest / speed));
  }

  synchronized double mark() {
    return frames;
  }

  synchronized long frames() {
    return frames;
  }

  synchronized double outTimeSeconds() {
    return outTime;
  }
}
