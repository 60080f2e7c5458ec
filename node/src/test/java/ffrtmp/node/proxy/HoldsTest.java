package ffrtmp.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.worker.AttemptWord;
import ffrtmp.protocol.worker.Held;
import ffrtmp.protocol.worker.Order;
import ffrtmp.protocol.worker.WorkerAnswer;
import ffrtmp.protocol.worker.WorkerCommand;
import ffrtmp.protocol.worker.WorkerReport;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Signs are owed for 30, looks for 90; the unit does not matter. */
class HoldsTest {
  private static final JobId JOB = new JobId(new UUID(1, 1));
  private static final Held FIRST = new Held(JOB, 1);
  private static final Held SECOND = new Held(JOB, 2);
  private static final WorkerReport FAILED =
      new WorkerReport.Failed(FailureReason.RUNTIME_ERROR, "exit 1", null);
  private static final WorkerAnswer DONE = new WorkerAnswer.HandedOut(null);

  private final Holds holds = new Holds();

  @Test
  void aHandOutWithoutASignIsGone() {
    holds.adopt(FIRST).orElseThrow().handedOut(0);
    assertThat(holds.nextAt(30, 90)).contains(30L);
    assertThat(gone(29)).isEmpty();
    assertThat(gone(30)).containsExactly(FIRST);
  }

  @Test
  void whatIsBeingCommittedIsNotGone() {
    holds.adopt(FIRST);
    assertThat(gone(1_000)).isEmpty();
    assertThat(holds.nextAt(30, 90)).isEmpty();
  }

  @Test
  void aSignKeepsItForEver() {
    Hold hold = holds.adopt(FIRST).orElseThrow();
    hold.handedOut(0);
    hold.shown(10);
    assertThat(gone(1_000)).isEmpty();
  }

  @Test
  void anAgentThatLookedAndNoLongerDoesHasDroppedIt() {
    Hold hold = holds.adopt(FIRST).orElseThrow();
    hold.handedOut(0);
    hold.looked(5);
    assertThat(gone(1_000)).as("one look may have been anybody's").isEmpty();
    hold.looked(10);
    assertThat(gone(99)).isEmpty();
    assertThat(gone(100)).containsExactly(FIRST);
    hold.reported(false, null, 100);
    assertThat(gone(1_000)).as("who reports progress has a stall rule of his own").isEmpty();
  }

  @Test
  void anOlderAttemptIsNotTakenForTheJobsOwn() {
    holds.adopt(SECOND);
    assertThat(holds.adopt(FIRST)).isEmpty();
    assertThat(holds.held()).containsExactly(SECOND);
  }

  @Test
  void anOrderIsRepeatedUntilWhatIsReportedShowsItCarriedOut() {
    Hold hold = holds.adopt(FIRST).orElseThrow();
    hold.handedOut(0);
    hold.wish(new WorkerCommand.Pause(JOB, 1));
    assertThat(orders()).containsExactly(Order.Kind.PAUSE);
    assertThat(orders()).containsExactly(Order.Kind.PAUSE);
    hold.reported(true, null, 1);
    assertThat(orders()).isEmpty();
    hold.wish(new WorkerCommand.Resume(JOB, 1));
    assertThat(orders()).containsExactly(Order.Kind.RESUME);
    hold.reported(false, null, 2);
    assertThat(orders()).isEmpty();
    hold.wish(new WorkerCommand.Stop(JOB, 1));
    hold.reported(false, null, 3);
    assertThat(orders()).containsExactly(Order.Kind.CANCEL);
  }

  @Test
  void aRepeatedResultIsAnsweredLikeTheFirstAndAnotherOneIsNot() {
    holds.adopt(FIRST);
    holds.end(FIRST, FAILED, DONE);
    assertThat(holds.answered(word(null, FAILED))).isSameAs(DONE);
    assertThat(holds.answered(word(1, FAILED))).isSameAs(DONE);
    assertThat(holds.answered(word(2, FAILED))).isNull();
    assertThat(holds.answered(word(1, new WorkerReport.Stopped("x")))).isNull();
    holds.adopt(SECOND);
    assertThat(holds.answered(word(null, FAILED))).as("it may mean the next attempt").isNull();
  }

  @Test
  void aDoubtIsClearedByANodeThatSpeaksAndDoesNotLook() {
    Doubts doubts = new Doubts();
    doubts.lost(FIRST);
    assertThat(doubts.cleared(1_000, 30)).as("it says nothing at all").isEmpty();
    doubts.heard(1_000);
    doubts.heard(1_020);
    assertThat(doubts.nextAt(30)).contains(1_030L);
    assertThat(doubts.cleared(1_029, 30)).isEmpty();
    assertThat(doubts.cleared(1_030, 30)).containsExactly(FIRST);
    doubts.lost(FIRST);
    doubts.heard(2_000);
    doubts.looked(FIRST);
    assertThat(doubts.cleared(3_000, 30)).as("it does run there").isEmpty();
  }

  private List<Held> gone(long now) {
    return holds.gone(now, 30, 90).stream().map(Hold::held).toList();
  }

  private List<Order.Kind> orders() {
    return holds.orders().stream().map(Order::command).toList();
  }

  private static AttemptWord word(Integer attempt, WorkerReport report) {
    return new AttemptWord(JOB, attempt, report, false, null);
  }
}
