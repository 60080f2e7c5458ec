package ffrtmp.persistence.journal;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.NODE;
import static ffrtmp.persistence.Samples.T0;

import ffrtmp.persistence.Samples;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.Classification;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Rendition;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.node.NodeEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One of everything that is stored, with every member set. */
final class JournalSamples {
  private static final Cause WORKER = Cause.worker("n1");

  private JournalSamples() {}

  static List<Object> all() {
    var member =
        new NodeState.Member(
            3, 2, Samples.facts("n1"), "inc-1", true, true, T0.plusSeconds(60), T0, 2);
    return List.of(
        new JobEvent.Submitted(7, spec(), T0, CALLER),
        new JobEvent.Unplaceable("no node has av1", T0, Cause.SCHEDULER),
        new JobEvent.Placeable(T0, Cause.SCHEDULER),
        new JobEvent.Dispatched(1, NODE, "n1", 4, T0, Cause.SCHEDULER),
        new JobEvent.Started(1, T0, WORKER),
        new JobEvent.Progressed(1, 12.5, T0, WORKER),
        new JobEvent.Finished(1, result(), "done", T0, WORKER),
        new JobEvent.AttemptFailed(
            1, FailureReason.RUNTIME_ERROR, "exit 1", "log", T0.plusSeconds(1), T0, WORKER),
        new JobEvent.Requeued(1, "node lost", T0, Cause.SCHEDULER),
        new JobEvent.Resurfaced(NODE, T0, WORKER),
        new JobEvent.Failed(2, FailureReason.INPUT_ERROR, "no input", "log", T0, WORKER),
        new JobEvent.PauseRequested(PauseMode.HOLD, T0, CALLER),
        new JobEvent.Suspended(T0, CALLER),
        new JobEvent.Resumed(T0, CALLER),
        new JobEvent.CancelRequested("enough", T0, CALLER),
        new JobEvent.Canceled("enough", T0, WORKER),
        new JobEvent.Retried(T0, CALLER),
        new JobEvent.Reranked(Queue.LIVE, Priority.HIGH, T0, CALLER),
        new NodeEvent.Registered(1, Samples.facts("n1"), "inc-1", T0, WORKER),
        new NodeEvent.Lost(2, "lease ran out", T0, Cause.SCHEDULER),
        new NodeEvent.Left(2, T0, WORKER),
        new NodeEvent.Drained(T0.plusSeconds(60), T0, CALLER),
        new NodeEvent.Resumed(T0, CALLER),
        new NodeEvent.Removed(3, T0, CALLER),
        new NodeState.Absent(),
        member,
        new NodeState.Removed(member, "request-1"),
        new SequencerEvent.Reserved(1000));
  }

  private static JobSpec spec() {
    return new JobSpec(
        "tenant",
        "1080p30-h264",
        "high",
        Engine.FFMPEG,
        Classification.TEST,
        Queue.BATCH,
        Priority.LOW,
        parameters(),
        new Requirements(2500, 1L << 30, 1, "A100", Set.of("h264_nvenc"), Map.of("zone", "a")),
        2,
        Duration.ofSeconds(90),
        T0.plusSeconds(5),
        List.of("zerolatency"));
  }

  private static TranscodeParameters parameters() {
    return new TranscodeParameters(
        "in.mp4",
        "out.mp4",
        "h264",
        "2500k",
        "3M",
        "6M",
        23,
        "fast",
        "film",
        "1280x720",
        29.97,
        60,
        "yuv420p",
        "aac",
        "128k",
        2,
        10.5,
        1.5,
        "none",
        OutputMode.HLS,
        "rtmp://host.example/live",
        "key",
        List.of(new Rendition("720p", "2500k", "3M", "6M", 23, "128k")),
        true,
        false,
        100L,
        FailureReason.TIMEOUT);
  }

  private static JobResult result() {
    return new JobResult(
        90.5,
        70.25,
        120.0,
        95.1,
        42.0,
        0.99,
        1000L,
        2000L,
        60.0,
        2.0,
        5.0,
        9.5,
        1L << 28,
        "out.mp4",
        Map.of("dropped_frames", 0.0));
  }
}
