package ffrtmp.persistence;

import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Transport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Values that tests share, all fixed. */
public final class Samples {
  public static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");
  public static final JobId JOB = new JobId(new UUID(0, 1));
  public static final NodeId NODE = new NodeId(new UUID(1, 1));
  public static final NodeId OTHER_NODE = new NodeId(new UUID(1, 2));
  public static final Cause CALLER = new Cause("ada", "request-1");

  private Samples() {}

  /** The same as a tenant's. */
  public static JobSpec specOf(String tenant) {
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

  public static JobSpec spec() {
    return spec(3);
  }

  public static JobSpec spec(int maxRetries) {
    return new JobSpec(
        null,
        "1080p30-h264",
        null,
        Engine.AUTO,
        null,
        Queue.DEFAULT,
        Priority.MEDIUM,
        TranscodeParameters.NONE,
        Requirements.DEFAULT,
        maxRetries,
        null,
        null,
        List.of());
  }

  public static NodeFacts facts(String name) {
    return new NodeFacts(
        name,
        "host.example",
        "server",
        8,
        "A CPU",
        16L << 30,
        0,
        null,
        List.of(),
        Set.of("ffmpeg"),
        Map.of("zone", "a"),
        4,
        "6.1",
        Transport.CLUSTER);
  }
}
