package ffrtmp.node.proxy;

import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.job.Transition;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Transport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A node that speaks HTTP, and a job that it is given. */
final class Samples {
  static final NodeId NODE = new NodeId(new UUID(2, 1));
  static final String NAME = "n1";
  static final JobId JOB = new JobId(new UUID(1, 1));
  static final long EPOCH = 3;

  private Samples() {}

  static NodeFacts facts() {
    return new NodeFacts(
        NAME,
        "host1",
        "server",
        8,
        "a CPU",
        16L << 30,
        1,
        "NVIDIA T4",
        List.of("h264_nvenc"),
        Set.of("ffmpeg", "pause"),
        Map.of("zone", "a"),
        4,
        "6.1",
        Transport.HTTP);
  }

  static NodeView node() {
    return new NodeView(NODE, 5, EPOCH, facts(), true, true, Instant.EPOCH, Instant.EPOCH);
  }

  static JobSpec spec() {
    return new JobSpec(
        "acme",
        "1080p30-h264",
        "high",
        Engine.AUTO,
        null,
        Queue.LIVE,
        Priority.HIGH,
        TranscodeParameters.NONE,
        Requirements.DEFAULT,
        3,
        null,
        Instant.EPOCH,
        List.of("rc"));
  }

  static JobView job(JobStatus status) {
    boolean ended = status.terminal();
    return new JobView(
        JOB,
        7,
        4,
        spec(),
        status,
        41.5,
        new Progress(41.5, 738L, 60.0, 1.2, 2500.0, 12.3, 20.1),
        NODE,
        NAME,
        1,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        Instant.EPOCH,
        ended ? Instant.EPOCH : null,
        1,
        "it broke",
        null,
        null,
        Instant.EPOCH,
        List.of(new Transition(JobStatus.QUEUED, JobStatus.ASSIGNED, Instant.EPOCH, "it fits")),
        null);
  }
}
