package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.process.LogTail;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Keeps a run's log in bounds, its secrets masked, and picks out what it tells besides. */
final class FfmpegLog {
  private static final Pattern DURATION =
      Pattern.compile("^\\s*Duration: (\\d+):(\\d\\d):(\\d\\d(?:\\.\\d+)?)");
  private static final Pattern CPU = Pattern.compile("^bench: utime=([\\d.]+)s stime=([\\d.]+)s");
  private static final Pattern MEMORY = Pattern.compile("^bench: maxrss=(\\d+)(?:kB|KiB)");

  private static final Pattern PICTURE = Pattern.compile(" Video: .*?, (\\d{2,5})x(\\d{2,5})\\b");

  private final LogTail tail = new LogTail();
  private final Secrets secrets;
  private OptionalDouble inputSeconds = OptionalDouble.empty();
  private OptionalDouble cpuSeconds = OptionalDouble.empty();
  private OptionalLong peakMemory = OptionalLong.empty();
  private OptionalLong pixels = OptionalLong.empty();
  private boolean aboutOutput;

  FfmpegLog(Secrets secrets) {
    this.secrets = secrets;
  }

  synchronized void line(String line) {
    tail.add(secrets.mask(line));
    if (line.startsWith("bench:")) bench(line);
    else if (line.startsWith("Output #")) aboutOutput = true;
    else if (aboutOutput) picture(line);
    else if (inputSeconds.isEmpty()) duration(line);
  }

  private void bench(String line) {
    Matcher cpu = CPU.matcher(line);
    if (cpu.find()) {
      cpuSeconds =
          OptionalDouble.of(Double.parseDouble(cpu.group(1)) + Double.parseDouble(cpu.group(2)));
    }
    Matcher memory = MEMORY.matcher(line);
    if (memory.find()) peakMemory = OptionalLong.of(Long.parseLong(memory.group(1)) * 1024);
  }

  private void duration(String line) {
    Matcher matcher = DURATION.matcher(line);
    if (!matcher.find()) return;
    inputSeconds =
        OptionalDouble.of(
            Integer.parseInt(matcher.group(1)) * 3600.0
                + Integer.parseInt(matcher.group(2)) * 60.0
                + Double.parseDouble(matcher.group(3)));
  }

  private void picture(String line) {
    if (pixels.isPresent()) return;
    Matcher matcher = PICTURE.matcher(line);
    if (!matcher.find()) return;
    pixels = OptionalLong.of(Long.parseLong(matcher.group(1)) * Long.parseLong(matcher.group(2)));
  }

  /** Pixels of a picture of the first output, once ffmpeg has said so. */
  synchronized OptionalLong pixels() {
    return pixels;
  }

  /** Whether ffmpeg has begun to tell of an output: all that it reads and writes is open. */
  synchronized boolean aboutOutput() {
    return aboutOutput;
  }

  /** Seconds of the first input, once ffmpeg has said so. */
  synchronized OptionalDouble inputSeconds() {
    return inputSeconds;
  }

  /** CPU seconds that the whole run took, by its own account at its end. */
  synchronized OptionalDouble cpuSeconds() {
    return cpuSeconds;
  }

  /** Bytes, by its own account at its end. */
  synchronized OptionalLong peakMemory() {
    return peakMemory;
  }

  String text() {
    return tail.text();
  }
}
