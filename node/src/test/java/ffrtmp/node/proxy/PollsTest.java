package ffrtmp.node.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The scheduler's word is waited for 2 s, an attempt on its way 5 s. */
class PollsTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final Polls polls = new Polls(Duration.ofSeconds(2));

  @Test
  void aPollWaitsAndIsThenWithdrawnWhereNothingIsOnItsWay() {
    open("a", 10);
    assertThat(polls.state(at(1))).isEqualTo(new Polls.Statement(1, 0));
    assertThat(polls.placed(0, at(1))).as("it is not due").isEmpty();
    assertThat(polls.anyDue(at(9))).isFalse();
    assertThat(polls.anyDue(at(10))).isTrue();
    assertThat(polls.state(at(10))).isEqualTo(new Polls.Statement(0, 1));
    assertThat(polls.placed(0, at(10))).containsExactly("a");
    assertThat(polls.isEmpty()).isTrue();
  }

  @Test
  void aPollIsKeptWhileAnAttemptIsOnItsWayAndNotForEver() {
    open("a", 0);
    open("b", 0);
    polls.state(at(0));
    assertThat(polls.placed(1, at(1))).as("the younger goes").containsExactly("b");
    assertThat(polls.overdue(at(5))).isEmpty();
    assertThat(polls.overdue(at(6))).containsExactly("a");
  }

  @Test
  void aPollIsAnsweredWithNothingWhenTheSchedulerIsSilent() {
    open("a", 0);
    polls.state(at(0));
    assertThat(polls.nextAt()).contains(at(2));
    assertThat(polls.overdue(at(1))).isEmpty();
    assertThat(polls.overdue(at(2))).containsExactly("a");
  }

  @Test
  void anAttemptTakesThePollThatIsKeptBeforeOneThatWaits() {
    open("waits", 30);
    open("due", 0);
    polls.state(at(0));
    polls.placed(1, at(0));
    assertThat(polls.take()).map(Polls.Poll::key).contains("due");
    assertThat(polls.take()).map(Polls.Poll::key).contains("waits");
    assertThat(polls.take()).isEmpty();
  }

  @Test
  void aPollWhoseClientHungUpIsGone() {
    open("a", 30);
    assertThat(polls.close("a")).isTrue();
    assertThat(polls.close("a")).isFalse();
    assertThat(polls.nextAt()).isEmpty();
  }

  private void open(String key, long due) {
    polls.open(new Polls.Poll(key, at(due)));
  }

  private static long at(long second) {
    return second * SECOND;
  }
}
