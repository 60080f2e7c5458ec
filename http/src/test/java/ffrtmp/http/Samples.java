package ffrtmp.http;

import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeStatus;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.node.Vitals;
import ffrtmp.protocol.port.NodeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Jobs and nodes for tests. */
final class Samples {
  static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  private Samples() {}

  static JobId id(long number) {
    return new JobId(new UUID(0x1000L, number));
  }

  static NodeId node(long number) {
    return new NodeId(new UUID(0x2000L, number));
  }

  /** The same as a tenant's. */
  static JobSpec specOf(String tenant) {
    JobSpec spec = spec();
    return new JobSpec(
        tenant,
        spec.scenario(),
        spec.confidence(),
        spec.engine(),
        spec.classification(),
        spec.queue(),
        spec.priority(),
        spec.parameters(),
        spec.requirements(),
        spec.maxRetries(),
        spec.timeout(),
        spec.notBefore(),
        spec.ignoredParameters());
  }

  static JobSpec spec() {
    return spec(TranscodeParameters.NONE);
  }

  static JobSpec spec(TranscodeParameters parameters) {
    return new JobSpec(
        null,
        "1080p30-h264",
        null,
        Engine.AUTO,
        null,
        Queue.DEFAULT,
        Priority.MEDIUM,
        parameters,
        Requirements.DEFAULT,
        3,
        null,
        null,
        List.of());
  }

  static JobView job(long number, JobStatus status) {
    return job(id(number), number, spec(), status);
  }

  static JobView job(JobId id, long sequence, JobSpec spec, JobStatus status) {
    return job(id, sequence, 1, spec, status, 0);
  }

  static JobView job(
      JobId id, long sequence, long revision, JobSpec spec, JobStatus status, double progress) {
    return new JobView(
        id, sequence, revision, spec, status, progress, null, null, null, 0, T0, T0, null, T0, null,
        0, null, null, null, null, List.of(), null);
  }

  static NodeInfo nodeInfo(long number) {
    NodeFacts facts =
        new NodeFacts(
            "node" + number,
            "host" + number,
            "server",
            8,
            "a CPU",
            16L << 30,
            1,
            "NVIDIA T4",
            List.of("h264_nvenc"),
            Set.of("ffmpeg", "h264", "libx264"),
            Map.of("zone", "a"),
            4,
            "7.1",
            Transport.CLUSTER);
    NodeView view = new NodeView(node(number), 1, 1, facts, true, false, null, T0);
    return new NodeInfo(
        view, NodeStatus.BUSY, new Vitals(12.5, 8L << 30), T0, List.of(id(1), id(2)));
  }

  static NodeInfo with(NodeInfo node, NodeStatus status) {
    return new NodeInfo(
        node.node(), status, node.vitals(), node.lastHeartbeat(), node.currentJobs());
  }
}
