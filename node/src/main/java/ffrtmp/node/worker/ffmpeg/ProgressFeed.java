package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.Observer;
import ffrtmp.protocol.job.TranscodeParameters;
import java.time.Duration;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Passes ffmpeg's progress on, at its own pace. Fed by one thread, asked by another. */
final class ProgressFeed {
  private final TranscodeParameters parameters;
  private final FfmpegLog log;
  private final Observer observer;
  private final Duration every;
  private final LongSupplier nanoTime;
  private final ProgressParser parser = new ProgressParser();
  private boolean fresh;
  private long saidAt;
  private boolean saidOnce;

  ProgressFeed(
      TranscodeParameters parameters,
      FfmpegLog log,
      Observer observer,
      Duration every,
      LongSupplier nanoTime) {
    this.parameters = parameters;
    this.log = log;
    this.observer = observer;
    this.every = every;
    this.nanoTime = nanoTime;
  }

  synchronized void line(String line) {
    fresh |= parser.line(line);
  }

  /** Says the latest, unless the last time was just now. */
  synchronized void tick() {
    long now = nanoTime.getAsLong();
    if (!fresh || (saidOnce && now - saidAt < every.toNanos())) return;
    fresh = false;
    saidOnce = true;
    saidAt = now;
    observer.progressed(parser.progress(length()));
  }

  synchronized double mark() {
    return parser.mark();
  }

  synchronized @Nullable Long frames() {
    return parser.frame();
  }

  synchronized @Nullable Long dropped() {
    return parser.dropped();
  }

  synchronized @Nullable Double outTimeSeconds() {
    return parser.outTimeSeconds();
  }

  /** Seconds of the output: what is left of the input after start, and not more than duration. */
  private @Nullable Double length() {
    if (parameters.input() == null) {
      return parameters.duration() == null
          ? Double.valueOf(FfmpegArguments.DEFAULT_DURATION)
          : parameters.duration();
    }
    OptionalDouble input = log.inputSeconds();
    if (input.isEmpty()) return parameters.duration();
    double rest = input.getAsDouble() - (parameters.start() == null ? 0 : parameters.start());
    return parameters.duration() == null
        ? Double.valueOf(rest)
        : Math.min(rest, parameters.duration());
  }
}
