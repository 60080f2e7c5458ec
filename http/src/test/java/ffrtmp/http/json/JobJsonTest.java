package ffrtmp.http.json;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.Classification;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.job.TranscodeParameters;
import ffrtmp.protocol.job.Transition;
import ffrtmp.protocol.node.NodeId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class JobJsonTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  @Test
  void everyMemberHasItsNameAndItsPlace() {
    assertThat(new String(Json.bytes(JobJson.of(full())), StandardCharsets.UTF_8))
        .isEqualTo(
            ("{'id':'00000000-0000-0001-0000-000000000002','sequence_number':42,'tenant_id':'t',"
                    + "'scenario':'s','confidence':'high','engine':'ffmpeg','classification':'test',"
                    + "'parameters':{},'status':'failed','queue':'live','priority':'high',"
                    + "'progress':99,'node_id':'00000000-0000-0003-0000-000000000004',"
                    + "'node_name':'n','attempt':2,'created_at':'2026-01-01T00:00:00Z',"
                    + "'queued_at':'2026-01-01T00:00:01Z','started_at':'2026-01-01T00:00:02Z',"
                    + "'last_activity_at':'2026-01-01T00:00:03.500Z',"
                    + "'completed_at':'2026-01-01T00:00:04Z','retry_count':1,'max_retries':3,"
                    + "'retry_reason':'r','error':'e','failure_reason':'timeout',"
                    + "'timeout_at':'2026-01-01T00:01:00Z','state_transitions':[{'from':'pending',"
                    + "'to':'queued','timestamp':'2026-01-01T00:00:00Z'}],"
                    + "'result':{'vmaf_score':95.5,'output_bytes':1,'metrics':{}},"
                    + "'platform_sla_compliant':false,'platform_sla_reason':'failed: timeout',"
                    + "'requirements':{'cpu_cores':1.5,'ram_bytes':7,'capabilities':['a','b']},"
                    + "'timeout_seconds':60.0,'not_before':'2026-01-01T00:00:00Z',"
                    + "'ignored_parameters':['rc'],'progress_details':{'percent':99.9,'speed':2.0}}")
                .replace('\'', '"'));
  }

  private static JobView full() {
    JobSpec spec =
        new JobSpec(
            "t",
            "s",
            "high",
            Engine.FFMPEG,
            Classification.TEST,
            Queue.LIVE,
            Priority.HIGH,
            TranscodeParameters.NONE,
            new Requirements(1500, 7, 0, null, Set.of("b", "a"), Map.of()),
            3,
            Duration.ofMinutes(1),
            T0,
            List.of("rc"));
    JobResult result =
        new JobResult(
            null, null, null, 95.5, null, null, 1L, null, null, null, null, null, null, null,
            Map.of());
    return new JobView(
        new JobId(new UUID(1, 2)),
        42,
        9,
        spec,
        JobStatus.FAILED,
        99.9,
        new Progress(99.9, null, null, 2.0, null, null, null),
        new NodeId(new UUID(3, 4)),
        "n",
        2,
        T0,
        T0.plusSeconds(1),
        T0.plusSeconds(2),
        T0.plusMillis(3500),
        T0.plusSeconds(4),
        1,
        "r",
        "e",
        FailureReason.TIMEOUT,
        T0.plusSeconds(60),
        List.of(new Transition(JobStatus.PENDING, JobStatus.QUEUED, T0, null)),
        result);
  }
}
