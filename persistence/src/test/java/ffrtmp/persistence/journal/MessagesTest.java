package ffrtmp.persistence.journal;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.JOB;
import static ffrtmp.persistence.Samples.NODE;
import static ffrtmp.persistence.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import ffrtmp.persistence.Leaves;
import ffrtmp.persistence.Samples;
import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.persistence.read.Projection;
import ffrtmp.protocol.CborSerializable;
import ffrtmp.protocol.Refusal;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobCommand;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.job.JobReply;
import ffrtmp.protocol.job.JobResult;
import ffrtmp.protocol.job.PauseMode;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Progress;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.node.NodeCommand;
import ffrtmp.protocol.node.NodeEvent;
import ffrtmp.protocol.node.NodeReply;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerLog;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Everything that crosses the cluster survives the way. */
class MessagesTest {
  private static final List<WorkerReport> REPORTS =
      List.of(
          new WorkerReport.Started(),
          new WorkerReport.Progressed(new Progress(1.5, 2L, 3.0, null, null, 4.0, null)),
          new WorkerReport.Finished(JobResult.NONE, "log"),
          new WorkerReport.Failed(FailureReason.TIMEOUT, "error", null),
          new WorkerReport.Stopped("why"),
          new WorkerReport.NoRoom("why"));

  @Test
  void everyCommandAndReplySurvivesTheWay() {
    var kit = ActorTestKit.create();
    try {
      var messages = messages(kit);
      var types = messages.stream().map(Object::getClass).toList();
      for (var family :
          new Class<?>[] {
            JobCommand.class,
            JobReply.class,
            NodeCommand.class,
            NodeReply.class,
            WorkerCommand.class
          }) {
        assertThat(types).containsAll(Leaves.of(family));
      }
      var util = kit.serializationTestKit();
      for (var message : messages) {
        assertThat(message).isInstanceOf(CborSerializable.class);
        util.verifySerialization(message, true);
      }
    } finally {
      kit.shutdownTestKit();
    }
  }

  private static List<Object> messages(ActorTestKit kit) {
    var job = kit.<JobReply>createTestProbe().getRef();
    var node = kit.<NodeReply>createTestProbe().getRef();
    var worker = kit.<WorkerCommand>createTestProbe().getRef();
    var log = kit.<WorkerLog>createTestProbe().getRef();
    var submitted = new JobState.Absent().on(new JobEvent.Submitted(1, Samples.spec(), T0, CALLER));
    var view = ((JobState.Known) submitted).view(JOB);
    var registered =
        new NodeState.Absent()
            .on(new NodeEvent.Registered(1, Samples.facts("n1"), "a", T0, CALLER));
    var nodeView = ((NodeState.Known) registered).view(NODE);
    var stop = new WorkerCommand.Stop(JOB, 1);
    var all = new ArrayList<Object>();
    REPORTS.forEach(r -> all.add(new JobCommand.Report(1, NODE, r, job)));
    all.addAll(
        List.of(
            new JobCommand.Submit(Samples.spec(), CALLER, job),
            new JobCommand.Get(job),
            new JobCommand.Follow(job),
            new JobCommand.Dispatch(1, NODE, "n1", 4, job),
            new JobCommand.AttemptLost(1, NODE, 4, "why", job),
            new JobCommand.Resurfaced(NODE, "n1", job),
            new JobCommand.Unplaceable("why", job),
            new JobCommand.Placeable(job),
            new JobCommand.GiveUp("why", job),
            new JobCommand.Pause(PauseMode.RELEASE, CALLER, job),
            new JobCommand.Resume(CALLER, job),
            new JobCommand.Cancel(null, CALLER, job),
            new JobCommand.Retry(CALLER, job),
            new JobCommand.Rerank(Queue.LIVE, Priority.HIGH, CALLER, job),
            new JobReply.Accepted(view),
            new JobReply.Existing(view),
            new JobReply.Refused(Refusal.WRONG_PHASE, "detail", view)));
    all.addAll(
        List.of(
            new NodeCommand.Register(Samples.facts("n1"), "a", worker, node),
            new NodeCommand.Attach(null, true, worker, node),
            new NodeCommand.Get(node),
            new NodeCommand.Deliver(1, stop),
            new NodeCommand.LeaseLost(1, "why", node),
            new NodeCommand.Deregister("a", node),
            new NodeCommand.Drain(null, CALLER, node),
            new NodeCommand.Resume(CALLER, node),
            new NodeCommand.Remove(CALLER, node),
            new NodeReply.Accepted(nodeView),
            new NodeReply.Refused(Refusal.STALE_EPOCH, "detail", nodeView),
            new WorkerCommand.Run(JOB, 1, Samples.spec()),
            stop,
            new WorkerCommand.Pause(JOB, 1),
            new WorkerCommand.Resume(JOB, 1),
            new WorkerCommand.Log(JOB, log),
            new Sequencer.Granted(7),
            new Projection.Wake()));
    return all;
  }
}
