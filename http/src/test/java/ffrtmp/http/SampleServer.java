package ffrtmp.http;

import ffrtmp.protocol.Cause;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.JobView;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.job.Transition;
import ffrtmp.protocol.port.Explanation;
import ffrtmp.protocol.port.HistoryEntry;
import ffrtmp.protocol.port.MemberInfo;
import ffrtmp.protocol.port.NetworkMeter.Rate;
import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkMinute.Spread;
import ffrtmp.protocol.port.NetworkPeak;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Fills a server with something of everything, so that every operation has an answer. */
final class SampleServer {
  static final JobId JOB = Samples.id(1_000_001);
  static final JobId DONE = Samples.id(1_000_002);
  static final long DOWNLOAD = StreamSamples.download(1).id();

  private SampleServer() {}

  static void fill(TestServer server) {
    reset(server, JobStatus.PROCESSING);
    server.jobs.put(done());
    server.jobs.logs.put(JOB, "first\nsecond\n");
    server.jobs.logs.put(DONE, "first\nlast\n");
    server.histories.put(JOB, history());
    server.explanations.put(
        JOB,
        new Explanation(
            JOB,
            "waits for a GPU",
            1,
            FailureReason.CAPABILITY_MISMATCH,
            List.of(new Explanation.NodeVerdict(Samples.node(1), "n1", List.of("gpu")))));
    server.members.add(new MemberInfo("akka://a@h:1", List.of("control"), "up", true, true, true));
    fillStreams(server);
  }

  /** The one job in this state, and the node as it was. */
  static void reset(TestServer server, JobStatus status) {
    reset(server, status, Samples.spec());
  }

  /** The same with a job of {@code spec}. */
  static void reset(TestServer server, JobStatus status, JobSpec spec) {
    server.jobs.put(Samples.job(JOB, 1, spec, status));
    server.nodes.nodes.put(Samples.node(1), Samples.nodeInfo(1));
  }

  private static void fillStreams(TestServer server) {
    server.sessions.sources.add(StreamSamples.source("cache", "node1", 5, 1));
    server.sessions.downloads.add(StreamSamples.download(1));
    server.sessions.sessions.add(StreamSamples.session(1, 5_000_000, 100, 10_000));
    server.sessions.sessions.add(StreamSamples.related(2, 5_000_000, 100, 10_000, 1));
    server.network.rate = Optional.of(new Rate("edge1", "eth0", 1, 1));
    server.network.minutes.add(
        new NetworkMinute(
            "edge1", "eth0", Samples.T0, 60, new Spread(1, 2.5, 4), new Spread(10, 20, 30.4)));
    server.network.hours.add(new NetworkPeak(Samples.T0, 5, 6));
    server.network.days.add(new NetworkPeak(Samples.T0, 7, 8));
  }

  private static List<HistoryEntry> history() {
    Cause ada = new Cause("ada", "r1");
    return List.of(
        new HistoryEntry(
            1, new JobEvent.Submitted(1, Samples.spec(), Samples.T0, ada), JobStatus.QUEUED),
        new HistoryEntry(
            2,
            new JobEvent.Dispatched(1, Samples.node(1), "n1", 1, Samples.T0, Cause.SCHEDULER),
            JobStatus.ASSIGNED));
  }

  /** A job with every member that a job can have. */
  private static JobView done() {
    JobView plain = Samples.job(2, JobStatus.FAILED);
    JobSpec spec = plain.spec();
    return new JobView(
        DONE,
        2,
        9,
        spec,
        JobStatus.FAILED,
        99.5,
        new Progress(99.5, 100L, 50.0, 1.0, 2500.0, 12.0, 0.5),
        Samples.node(1),
        "n1",
        4,
        Samples.T0,
        Samples.T0,
        Samples.T0,
        Samples.T0,
        Samples.T0,
        3,
        "runtime_error",
        "it broke",
        FailureReason.RUNTIME_ERROR,
        Samples.T0,
        List.of(new Transition(JobStatus.PROCESSING, JobStatus.FAILED, Samples.T0, "it broke")),
        new JobResult(
            91.2,
            3.1,
            120.5,
            95.1,
            41.0,
            0.99,
            1L,
            2L,
            61.0,
            1.2,
            20.5,
            80.1,
            3L,
            "out/x.mp4",
            Map.of("psnr_y", 41.2)));
  }
}
