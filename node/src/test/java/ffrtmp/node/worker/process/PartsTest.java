package ffrtmp.node.worker.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** The small parts that processes are watched with. */
class PartsTest {
  @Test
  void carriageReturnsEndLinesTooAndLongLinesAreCut() {
    String text = "a\r\nb\rc" + "x".repeat(10_000) + "\nd";
    List<String> lines = new ArrayList<>();
    new Lines(lines::add).readAll(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    assertThat(lines).hasSize(4).startsWith("a", "b").endsWith("d");
    assertThat(lines.get(2)).hasSize(Lines.LONGEST);
  }

  @Test
  void aShortLogIsKeptWhole() {
    LogTail log = new LogTail();
    log.add("one");
    log.add("two");
    assertThat(log.text()).isEqualTo("one\ntwo\n");
  }

  @Test
  void aLongLogKeepsItsBeginningAndItsEnd() {
    LogTail log = new LogTail();
    for (int i = 0; i < 100_000; i++) log.add("line " + i + " ü");
    assertThat(log.text().length()).isLessThan(16 * 1024 + 100);
    assertThat(log.text())
        .startsWith("line 0 ü\n")
        .contains("lines cut")
        .endsWith("line 99999 ü\n");
  }

  @Test
  void aStopwatchStandsStillWhilePaused() {
    AtomicLong nanos = new AtomicLong(1_000);
    Stopwatch watch = new Stopwatch(nanos::get);
    nanos.addAndGet(10);
    watch.pause();
    nanos.addAndGet(1_000);
    watch.pause();
    watch.resume();
    watch.resume();
    nanos.addAndGet(5);
    assertThat(watch.elapsed()).isEqualTo(Duration.ofNanos(15));
  }

  @Test
  void aStatLineIsReadWhateverTheProgramIsCalled() {
    String line = "42 (a) b (c) T 7 42 42 0 -1 4194304 1 2 3 4 100 20 3 4 20 0 9 0 123456 1 2 3";
    assertThat(ProcStat.parse(line))
        .contains(new ProcStat(42, 'T', 7, 42, 127, 123_456))
        .hasValueSatisfying(stat -> assertThat(stat.cpuSeconds()).isEqualTo(1.27));
    assertThat(ProcStat.parse("nonsense")).isEmpty();
  }

  @Test
  void peakMemoryIsReadInBytes() {
    assertThat(PeakMemory.parse("Name:\tx\nVmHWM:\t    12 kB\n")).hasValue(12 * 1024);
    assertThat(PeakMemory.parse("Name:\tx\n")).isEmpty();
  }

  @Test
  void aProgramWhoseParentIsGoneAlreadyIsNotStarted() throws Exception {
    long self = ProcessHandle.current().pid();
    assertThat(new ProcessBuilder(Spawner.guarded(self, List.of("true"))).start().waitFor())
        .isZero();
    assertThat(new ProcessBuilder(Spawner.guarded(self + 1, List.of("true"))).start().waitFor())
        .isNotZero();
  }

  @Test
  void theFirstReasonToEndCounts() {
    Orders orders = new Orders();
    orders.stop("canceled");
    orders.stop("drained");
    assertThat(orders.ending()).contains("canceled");
    orders.kill("lease gone");
    assertThat(orders.ending()).contains("lease gone");
  }
}
