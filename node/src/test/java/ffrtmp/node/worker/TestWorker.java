package ffrtmp.node.worker;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/** A whole worker in a folder, spoken to as jobs do. */
final class TestWorker implements AutoCloseable {
  static final Duration LONG = Duration.ofSeconds(60);

  final ActorTestKit kit = ActorTestKit.create();
  final FakeJobs jobs = new FakeJobs();
  final Path media;
  final Path work;
  final Workshop workshop;
  final ActorRef<WorkerActor.Message> worker;
  final ActorRef<WorkerCommand> commands;

  TestWorker(Path folder) throws IOException {
    this(folder, StaticFfmpeg.program(), WorkerSettings.DEFAULT_STALL);
  }

  TestWorker(Path folder, Path ffmpeg, Duration stall) throws IOException {
    this(folder, ffmpeg, stall, null);
  }

  TestWorker(Path folder, Path ffmpeg, Duration stall, Path vmafModel) throws IOException {
    this(folder, ffmpeg, null, stall, vmafModel);
  }

  /** One with the engines that are named. */
  TestWorker(Path folder, Path ffmpeg, Path gstLaunch, Duration stall, Path vmafModel)
      throws IOException {
    media = Files.createDirectories(folder.resolve("media"));
    work = Files.createDirectories(folder.resolve("work"));
    workshop = Workshop.open(settings(ffmpeg, gstLaunch, stall, vmafModel));
    worker =
        kit.spawn(workshop.worker(jobs, (job, n) -> CompletableFuture.completedFuture(Fate.OVER)));
    TestProbe<ActorRef<WorkerCommand>> probe = kit.createTestProbe();
    worker.tell(new WorkerActor.Introduce(probe.ref()));
    commands = probe.receiveMessage();
  }

  private WorkerSettings settings(Path ffmpeg, Path gstLaunch, Duration stall, Path vmafModel) {
    return new WorkerSettings(
        "node",
        "localhost",
        2,
        List.of(media),
        work,
        ffmpeg,
        gstLaunch,
        vmafModel,
        Set.of(),
        Map.of(),
        true,
        stall,
        Duration.ofSeconds(5),
        Duration.ofMillis(100));
  }

  static JobId newJob() {
    return new JobId(UUID.randomUUID());
  }

  JobId run(JobSpec spec) {
    JobId job = newJob();
    commands.tell(new WorkerCommand.Run(job, 1, spec));
    return job;
  }

  <T extends WorkerReport> T await(Class<T> type) throws Exception {
    Eventually.within(
        LONG,
        () -> {
          if (jobs.heard(type).isEmpty()) {
            throw new AssertionError("no " + type.getSimpleName() + " in " + jobs.heard());
          }
        });
    return jobs.heard(type).get(0);
  }

  Set<Held> held() {
    TestProbe<HeldSet> probe = kit.createTestProbe();
    worker.tell(new WorkerActor.AskHeld(probe.ref()));
    return probe.receiveMessage().held();
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
