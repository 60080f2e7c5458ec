package ffrtmp.node.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.worker.media.Manifest;
import ffrtmp.node.worker.media.Manifests;
import ffrtmp.node.worker.media.Move;
import ffrtmp.node.worker.process.CommandLines;
import ffrtmp.node.worker.process.ProcStat;
import ffrtmp.protocol.job.JobId;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a worker's death leaves behind, and what its next life makes of it. */
class FormerLifeTest {
  @TempDir Path folder;
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final JobId job = TestWorker.newJob();

  @AfterEach
  void stop() {
    timer.shutdownNow();
  }

  @Test
  void ffmpegDiesWithItsWorkerAndTheNextLifeClearsUp() throws Exception {
    Process doomed =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                DoomedWorker.class.getName(),
                folder.toString(),
                job.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    awaitRunning(doomed);
    assertThat(CommandLines.mentioning(".ffrtmp-" + job)).hasSize(1);
    doomed.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
    Eventually.within(
        Duration.ofSeconds(2),
        () -> assertThat(CommandLines.mentioning(".ffrtmp-" + job)).isEmpty());
    assertThat(partFiles()).hasSize(1);
    try (TestWorker next = new TestWorker(folder)) {
      Eventually.within(TestWorker.LONG, () -> assertThat(partFiles()).isEmpty());
      Eventually.within(
          TestWorker.LONG,
          () -> assertThat(Manifests.open(next.work).all(new ArrayList<>())).isEmpty());
    }
  }

  @Test
  void anOrphanIsKilledWhenItIsTheVeryProcess() throws Exception {
    Process orphan = new ProcessBuilder("sleep", "1000").start();
    Process bystander = new ProcessBuilder("sleep", "1000").start();
    try {
      Manifests manifests = Manifests.open(folder);
      manifests.write(noted(1, orphan.pid(), started(orphan)));
      manifests.write(noted(2, bystander.pid(), started(bystander) + 1));
      assertThat(Reaper.killOrphans(manifests)).isEqualTo(1);
      assertThat(orphan.waitFor(5, TimeUnit.SECONDS)).isTrue();
      assertThat(bystander.isAlive()).isTrue();
    } finally {
      orphan.destroyForcibly();
      bystander.destroyForcibly();
    }
  }

  @Test
  void aLeftoverThatWasCommittedIsPutInItsPlace() throws Exception {
    Move move = leftover("film.mp4");
    settle(Fate.COMMITTED);
    Eventually.within(TestWorker.LONG, () -> assertThat(move.to()).hasContent("encoded"));
    assertThat(move.from()).doesNotExist();
  }

  @Test
  void aLeftoverThatIsOverIsDeleted() throws Exception {
    Move move = leftover("film.mp4");
    settle(Fate.OVER);
    Eventually.within(TestWorker.LONG, () -> assertThat(move.from()).doesNotExist());
    assertThat(move.to()).doesNotExist();
  }

  @Test
  void aLeftoverIsKeptAsLongAsItsJobIsOpen() throws Exception {
    Move move = leftover("film.mp4");
    AtomicInteger asked = new AtomicInteger();
    new Reaper(
            Manifests.open(folder),
            (id, attempt) ->
                CompletableFuture.completedFuture(
                    asked.incrementAndGet() < 3 ? Fate.OPEN : Fate.COMMITTED),
            timer)
        .settleLeftovers(Set.of());
    Eventually.within(TestWorker.LONG, () -> assertThat(move.to()).hasContent("encoded"));
    assertThat(asked).hasValue(3);
  }

  @Test
  void aLeftoverNeverReplacesAFileThatCameMeanwhile() throws Exception {
    Move move = leftover("film.mp4");
    Files.writeString(move.to(), "precious");
    settle(Fate.COMMITTED);
    CompletableFuture<Void> after = CompletableFuture.runAsync(() -> {}, timer);
    after.get(5, TimeUnit.SECONDS);
    Eventually.within(TestWorker.LONG, () -> assertThat(move.to()).hasContent("precious"));
    assertThat(move.from()).hasContent("encoded");
  }

  @Test
  void aManifestThatCannotBeReadIsPutAside() throws Exception {
    Manifests manifests = Manifests.open(folder);
    Files.writeString(folder.resolve("attempts/broken.json"), "{");
    List<String> bad = new ArrayList<>();
    assertThat(manifests.all(bad)).isEmpty();
    assertThat(bad).hasSize(1);
    assertThat(folder.resolve("attempts/broken.json.bad")).exists();
  }

  private void settle(Fate fate) throws IOException {
    new Reaper(
            Manifests.open(folder), (id, attempt) -> CompletableFuture.completedFuture(fate), timer)
        .settleLeftovers(Set.of());
  }

  private Move leftover(String name) throws IOException {
    Path from = Files.writeString(folder.resolve(".ffrtmp-" + job + "-1.part.mp4"), "encoded");
    Move move = new Move(from, folder.resolve(name));
    Manifests.open(folder).write(new Manifest(job, 1, List.of(move), false, null, null));
    return move;
  }

  private Manifest noted(int attempt, long pid, long startTicks) {
    return new Manifest(job, attempt, List.of(), false, pid, startTicks);
  }

  private static long started(Process process) {
    return ProcStat.of(process.pid()).orElseThrow().startTicks();
  }

  private List<Path> partFiles() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(f -> f.getFileName().toString().startsWith(".ffrtmp")).toList();
    }
  }

  private static void awaitRunning(Process process) throws IOException {
    BufferedReader said = process.inputReader();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.equals("RUNNING")) return;
    }
    throw new IllegalStateException("it ended before it ran");
  }
}
