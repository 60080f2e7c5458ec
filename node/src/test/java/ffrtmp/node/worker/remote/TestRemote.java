package ffrtmp.node.worker.remote;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import ffrtmp.node.worker.HeldSet;
import ffrtmp.node.worker.WorkerActor;
import ffrtmp.node.worker.WorkerSettings;
import ffrtmp.node.worker.Workshop;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.WorkerCommand;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** A whole worker with two slots that asks a master; its clock can be put forward. */
final class TestRemote implements AutoCloseable {
  private final ActorTestKit kit = ActorTestKit.create();
  private final AtomicLong ahead = new AtomicLong();
  final Path media;
  final ActorRef<WorkerActor.Message> worker;
  final ActorRef<RemoteLease.Command> lease;

  TestRemote(Path folder, URI master) throws IOException {
    this(folder, master, null, "secret-key");
  }

  TestRemote(Path folder, URI master, Path ffmpeg, String key) throws IOException {
    media = folder.resolve("media");
    Workshop workshop = Workshop.open(settings(folder, ffmpeg));
    RemoteSettings settings =
        new RemoteSettings(master, key, null, Duration.ofMillis(200), Duration.ofMillis(100));
    RemoteMaster remote =
        new RemoteMaster(settings, () -> System.nanoTime() + ahead.get(), kit.system());
    worker = kit.spawn(workshop.worker(remote.jobs(), remote.fates()));
    TestProbe<ActorRef<WorkerCommand>> probe = kit.createTestProbe();
    worker.tell(new WorkerActor.Introduce(probe.ref()));
    lease =
        kit.spawn(
            remote.lease(
                workshop.facts(),
                worker,
                probe.receiveMessage(),
                () -> new Vitals(12.5, 1L << 30),
                () -> {},
                () -> UUID.randomUUID().toString(),
                new Random(1)::nextDouble));
  }

  private WorkerSettings settings(Path folder, Path ffmpeg) {
    return new WorkerSettings(
        "node",
        "localhost",
        2,
        List.of(media),
        folder.resolve("work"),
        ffmpeg,
        null,
        null,
        Set.of(),
        Map.of("site", "north"),
        true,
        WorkerSettings.DEFAULT_STALL,
        Duration.ofSeconds(5),
        Duration.ofMillis(200));
  }

  /** As a host that was frozen finds its clock. */
  void standStill(Duration time) {
    ahead.addAndGet(time.toNanos());
  }

  Set<Held> held() {
    TestProbe<HeldSet> probe = kit.createTestProbe();
    worker.tell(new WorkerActor.AskHeld(probe.ref()));
    return probe.receiveMessage().held();
  }

  /** Ends as the process does when it is told to. */
  void leave(Duration within) {
    lease.tell(new RemoteLease.Close());
    TestProbe<WorkerActor.Drained> drained = kit.createTestProbe();
    worker.tell(new WorkerActor.Drain(within, drained.ref()));
    drained.receiveMessage(Duration.ofSeconds(20));
    TestProbe<RemoteLease.Left> left = kit.createTestProbe();
    lease.tell(new RemoteLease.Leave(left.ref()));
    left.receiveMessage(Duration.ofSeconds(20));
  }

  @Override
  public void close() {
    kit.shutdownTestKit();
  }
}
