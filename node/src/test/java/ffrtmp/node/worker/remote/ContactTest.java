package ffrtmp.node.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContactTest {
  private final Said said = new Said(Contact.class);
  private long now;
  private final Contact contact = new Contact("http://m", () -> now);

  @AfterEach
  void stop() {
    said.close();
  }

  private void after(Duration time) {
    now += time.toNanos();
  }

  @Test
  void troubleThatLastsIsSaidOnceAMinute() {
    for (int second = 0; second < 150; second++) {
      contact.lost("the connection is refused");
      after(Duration.ofSeconds(1));
    }
    assertThat(said.lines())
        .hasSize(3)
        .containsOnly("master http://m: the connection is refused; it is tried again");
  }

  @Test
  void anotherTroubleIsSaidAtOnce() {
    contact.lost("the connection is refused");
    contact.lost("no answer in time");
    assertThat(said.lines()).hasSize(2);
  }

  @Test
  void theEndOfATroubleIsSaidWithItsLength() {
    contact.lost("the connection is refused");
    after(Duration.ofSeconds(42));
    contact.found();
    contact.found();
    assertThat(said.lines()).endsWith("master http://m answers again, after 42 s").hasSize(2);
  }

  @Test
  void aTroubleThatComesAndGoesFillsNoLog() {
    for (int i = 0; i < 1_000; i++) {
      contact.lost("no answer in time");
      contact.found();
    }
    assertThat(said.lines()).hasSize(2);
  }
}
