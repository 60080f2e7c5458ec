package ffrtmp.persistence.journal;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.JOB;
import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.Samples.spec;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.persistence.typed.PersistenceId;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import com.typesafe.config.ConfigFactory;
import ffrtmp.persistence.job.JobState;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.node.NodeEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The links that events get, as they are stored and read back. */
class ChainTest {
  private static final PersistenceId PID = JournalIds.of(JOB);

  private static ActorTestKit kit;
  private static Serialization serialization;

  @BeforeAll
  static void open() {
    kit = ActorTestKit.create(ConfigFactory.load());
    serialization = SerializationExtension.get(kit.system());
  }

  @AfterAll
  static void close() {
    kit.shutdownTestKit();
  }

  @Test
  void eachLinkIsTheSha256OfTheOneBeforeAndOfTheStoredText() throws Exception {
    var chain = chain();
    var submitted = write(chain, submitted());
    var canceled = write(chain, canceled());
    assertThat(submitted.link().hex()).isEqualTo(expected(sha256("job|" + JOB), submitted()));
    assertThat(canceled.link().hex()).isEqualTo(expected(submitted.link().hex(), canceled()));
  }

  @Test
  void theLinkIsTheLastMemberOfTheEventsJson() {
    var stored = write(chain(), canceled());
    var text = new String(stored.stored(), StandardCharsets.UTF_8);
    assertThat(text)
        .isEqualTo(
            json(canceled()).replaceFirst("}$", ",\"chain\":\"" + stored.link().hex() + "\"}"));
    assertThat(Link.in(stored.stored())).isEqualTo(stored.link());
    assertThat(Link.in(serialization.serialize(canceled()).get())).isNull();
  }

  @Test
  void aStoredLinkIsCheckedWithoutTakingTheEventApart() {
    var stored = write(chain(), submitted());
    var before = Link.first(PID.id());
    assertThat(before.nextOfStored(7001, "#1", stored.stored())).isEqualTo(stored.link());
    assertThat(before.nextOfStored(7001, "#2", stored.stored())).isNotEqualTo(stored.link());
    var changed = stored.stored().clone();
    changed[20] ^= 1;
    assertThat(before.nextOfStored(7001, "#1", changed)).isNotEqualTo(stored.link());
  }

  @Test
  void whatIsStoredReadsBackWithItsLinkAndWithoutOneAsItWas() {
    var stored = write(chain(), submitted());
    var read = (Chained) read(stored.stored());
    assertThat(read.value()).isEqualTo(submitted());
    assertThat(read.link()).isEqualTo(stored.link());
    assertThat(read(serialization.serialize(submitted()).get())).isEqualTo(submitted());
  }

  @Test
  void anEntityThatRecoversGoesOnWithTheChain() {
    var first = chain();
    var events = List.of(write(first, submitted()), write(first, canceled()));
    var second = chain();
    for (var event : events) {
      assertThat(second.fromJournal(read(event.stored()), "").events().head())
          .isEqualTo(event.value());
    }
    assertThat(write(second, retried()).link()).isEqualTo(write(first, retried()).link());
  }

  @Test
  void aWriteThatFailedLeavesTheChainAsItWas() {
    var chain = chain();
    chain.toJournal(submitted());
    assertThat(write(chain, submitted()).link()).isEqualTo(write(chain(), submitted()).link());
  }

  @Test
  void eventsFromBeforeThereWereChainsArePassedBy() {
    var chain = chain();
    chain.fromJournal(submitted(), "");
    assertThat(write(chain, canceled()).link()).isEqualTo(write(chain(), canceled()).link());
  }

  @Test
  void aSnapshotCarriesTheLinkOfItsLastEvent() {
    var first = nodeChain();
    first.toJournal(new NodeEvent.Resumed(T0, CALLER));
    // The journal has the event; the entity has not been told so.
    var snapshot = (Chained) first.snapshots().toJournal(new NodeState.Absent());
    first.written();
    assertThat(read(snapshot.stored(), 7003)).isInstanceOf(Chained.OfSnapshot.class);
    var second = nodeChain();
    assertThat(second.snapshots().fromJournal(read(snapshot.stored(), 7003)))
        .isEqualTo(new NodeState.Absent());
    var next = new NodeEvent.Left(2, T0, CALLER);
    assertThat(link(second, next)).isEqualTo(link(first, next));
    assertThat(link(nodeChain(), next)).isNotEqualTo(link(first, next));
  }

  private static Link link(Chain<NodeEvent, NodeState> chain, NodeEvent event) {
    return ((Chained) chain.toJournal(event)).link();
  }

  private static Chain<JobEvent, JobState> chain() {
    return new Chain<>(kit.system(), PID, JobEvent.class, JobState.class);
  }

  private static Chain<NodeEvent, NodeState> nodeChain() {
    var pid = PersistenceId.ofUniqueId("node|n");
    return new Chain<>(kit.system(), pid, NodeEvent.class, NodeState.class);
  }

  private static Chained write(Chain<JobEvent, JobState> chain, JobEvent event) {
    var chained = (Chained) chain.toJournal(event);
    assertThat(serialization.serialize(chained).get()).isEqualTo(chained.stored());
    chain.written();
    return chained;
  }

  private static Object read(byte[] stored) {
    return read(stored, 7001);
  }

  private static Object read(byte[] stored, int serializer) {
    return serialization.deserialize(stored, serializer, "#1").get();
  }

  private static JobEvent submitted() {
    return new JobEvent.Submitted(7, spec(), T0, CALLER);
  }

  private static JobEvent canceled() {
    return new JobEvent.Canceled("enough", T0, CALLER);
  }

  private static JobEvent retried() {
    return new JobEvent.Retried(T0, CALLER);
  }

  private static String json(JobEvent event) {
    return new String(serialization.serialize(event).get(), StandardCharsets.UTF_8);
  }

  private static String expected(String before, JobEvent event) throws Exception {
    return sha256(before + "7001#1\n" + json(event));
  }

  private static String sha256(String text) throws Exception {
    var digest = MessageDigest.getInstance("SHA-256");
    return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
