package ffrtmp.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.typesafe.config.ConfigFactory;
import ffrtmp.persistence.Leaves;
import ffrtmp.persistence.Rewrite;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.node.NodeEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored is for ever: each form has a file, and every file can be read. */
class GoldenFilesTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

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

  static Stream<Object> samples() {
    return JournalSamples.all().stream();
  }

  @Test
  void everythingThatIsStoredHasASample() {
    var sampled = samples().map(Object::getClass).toList();
    for (var family :
        new Class<?>[] {JobEvent.class, NodeEvent.class, NodeState.class, SequencerEvent.class}) {
      assertThat(sampled).containsAll(Leaves.of(family));
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsStoredIsReadableJsonUnderAShortName(Object sample) throws IOException {
    var stored = JSON.readTree(bytes(sample));
    var name = stored.has("type") ? stored.get("type").asText() : stored.get("phase").asText();
    var family = sample instanceof NodeState ? "node-state-" : "";
    var file = GOLDEN.resolve(family + name + ".json");
    var golden = Rewrite.file(file, JSON.writeValueAsString(stored) + "\n");
    assertThat(JSON.readTree(golden)).as(file.toString()).isEqualTo(stored);
    assertThat(manifest(sample)).as("the version and no class name").isEqualTo("#1");
    assertThat(new String(bytes(sample), StandardCharsets.UTF_8)).doesNotContain("ffrtmp.");
    assertThat(read(golden.getBytes(StandardCharsets.UTF_8), sample)).isEqualTo(sample);
  }

  @Test
  void anOldEventWithoutAnOptionalMemberReads() throws IOException {
    var sample = (JobEvent.Failed) sampleOf(JobEvent.Failed.class);
    var old = (ObjectNode) JSON.readTree(bytes(sample));
    old.remove("log");
    var read = (JobEvent.Failed) read(JSON.writeValueAsBytes(old), sample);
    assertThat(read.log()).isNull();
    assertThat(read.reason()).isEqualTo(FailureReason.INPUT_ERROR);
  }

  @Test
  void anOldSnapshotOfANodeDoesNotKnowWhenItsIncarnationBegan() throws IOException {
    var sample = (NodeState.Member) sampleOf(NodeState.Member.class);
    var old = (ObjectNode) JSON.readTree(bytes(sample));
    old.remove("life");
    var read = (NodeState.Member) read(JSON.writeValueAsBytes(old), sample);
    assertThat(read.life()).isZero();
    assertThat(read.epoch()).isEqualTo(sample.epoch());
  }

  @Test
  void anEventOfANewerVersionWithAMemberThatIsUnknownHereReads() throws IOException {
    var sample = sampleOf(JobEvent.Started.class);
    var newer = (ObjectNode) JSON.readTree(bytes(sample));
    newer.put("colour", "blue");
    assertThat(read(JSON.writeValueAsBytes(newer), sample)).isEqualTo(sample);
  }

  @Test
  void aMigrationBringsARenamedMemberToTodaysName() throws IOException {
    var config =
        ConfigFactory.parseString(
                "akka.serialization.jackson.ffrtmp-job-event.migrations"
                    + " { \"ffrtmp.protocol.job.JobEvent\" = \""
                    + Renamed.class.getName()
                    + "\" }")
            .withFallback(ConfigFactory.load());
    var later = ActorTestKit.create("later", config);
    try {
      var sample = (JobEvent.Requeued) sampleOf(JobEvent.Requeued.class);
      var old = (ObjectNode) JSON.readTree(bytes(sample));
      old.set("reason", old.remove("why"));
      var manifestThen = manifest(sample);
      var read =
          SerializationExtension.get(later.system())
              .deserialize(JSON.writeValueAsBytes(old), identifier(sample), manifestThen)
              .get();
      assertThat(read).isEqualTo(sample);
    } finally {
      later.shutdownTestKit();
    }
  }

  /** A migration as a later version would have it. */
  public static final class Renamed extends EventMigration {
    @Override
    public int currentVersion() {
      return 2;
    }

    @Override
    public JsonNode transform(int fromVersion, JsonNode json) {
      if (fromVersion < 2
          && json.has("reason")
          && "job-requeued".equals(json.get("type").asText())) {
        ((ObjectNode) json).set("why", ((ObjectNode) json).remove("reason"));
      }
      return json;
    }
  }

  private static Object sampleOf(Class<?> type) {
    return samples().filter(type::isInstance).findFirst().orElseThrow();
  }

  private static byte[] bytes(Object value) {
    return serialization.serialize(value).get();
  }

  private static int identifier(Object value) {
    return serialization.findSerializerFor(value).identifier();
  }

  private static String manifest(Object value) {
    return ((SerializerWithStringManifest) serialization.findSerializerFor(value)).manifest(value);
  }

  private static Object read(byte[] stored, Object sample) {
    return serialization.deserialize(stored, identifier(sample), manifest(sample)).get();
  }
}
