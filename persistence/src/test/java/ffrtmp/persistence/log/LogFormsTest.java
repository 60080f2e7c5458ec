package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static ffrtmp.persistence.log.LogSamples.READER;
import static ffrtmp.persistence.log.LogSamples.full;
import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.SerializerWithStringManifest;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.typesafe.config.ConfigFactory;
import ffrtmp.persistence.Leaves;
import ffrtmp.persistence.Rewrite;
import ffrtmp.persistence.journal.EventMigration;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.OpenEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is stored or sent of log sources: each stored form has a file, and every file reads. */
class LogFormsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
  private static final CBORMapper CBOR = new CBORMapper();

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
    return LogSamples.stored().stream();
  }

  @Test
  void everythingThatIsStoredHasASample() {
    var sampled = samples().map(Object::getClass).toList();
    assertThat(sampled).containsAll(Leaves.of(LogSourceEvent.class));
    assertThat(sampled).containsAll(Leaves.of(LogSourceState.class));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void whatIsStoredIsTheGoldenFileUnderAShortName(Object sample) throws IOException {
    var stored = asJson(CBOR.readTree(bytes(sample)));
    var name = stored.has("type") ? stored.get("type").asText() : stored.get("phase").asText();
    var family = sample instanceof LogSourceState ? "log-state-" : "";
    var file = GOLDEN.resolve(family + name + ".json");
    var golden = JSON.readTree(Rewrite.file(file, JSON.writeValueAsString(stored) + "\n"));
    assertThat(golden).as(file.toString()).isEqualTo(stored);
    assertThat(manifest(sample)).as("the version and no class name").isEqualTo("#1");
    assertThat(new String(bytes(sample), StandardCharsets.ISO_8859_1)).doesNotContain("ffrtmp.");
    assertSame(read(golden, sample), sample);
  }

  @Test
  void aLargeBatchIsCompressedAndReadsBack() {
    assertThat(bytes(large())).hasSizeLessThan(10_000);
    assertSame(serialization.deserialize(bytes(large()), 7005, "#1").get(), large());
  }

  @Test
  void aRowOfANewerVersionWithAFieldMoreAndAnOlderOneWithAFieldLessRead() throws IOException {
    var sample = sampleOf(LogSourceEvent.Learnt.class);
    var newer = (ObjectNode) asJson(CBOR.readTree(bytes(sample)));
    for (var kind : List.of("sessions", "downloads", "traffic", "files")) {
      ((ArrayNode) newer.at("/batch/" + kind + "/0")).add("new");
    }
    ((ObjectNode) newer.get("batch")).put("colour", "blue");
    assertSame(read(newer, sample), sample);
    var older = (ObjectNode) asJson(CBOR.readTree(bytes(sample)));
    var session = (ArrayNode) older.at("/batch/sessions/0");
    session.remove(session.size() - 1);
    var read = (LogSourceEvent.Learnt) read(older, sample);
    assertThat(read.batch().sessions().get(0).confidence()).isZero();
    assertThat(read.batch().sessions().get(0).download()).isEqualTo(7);
  }

  @Test
  void aMigrationBringsARenamedMemberToTodaysName() throws IOException {
    var config =
        ConfigFactory.parseString(
                "akka.serialization.jackson.ffrtmp-log-event.migrations"
                    + " { \"ffrtmp.protocol.stream.LogSourceEvent\" = \""
                    + Renamed.class.getName()
                    + "\" }")
            .withFallback(ConfigFactory.load());
    var later = ActorTestKit.create("later", config);
    try {
      var sample = sampleOf(LogSourceEvent.Opened.class);
      var old = (ObjectNode) CBOR.readTree(bytes(sample));
      old.set("owner", old.remove("reader"));
      var read =
          SerializationExtension.get(later.system())
              .deserialize(CBOR.writeValueAsBytes(old), 7005, manifest(sample))
              .get();
      assertThat(read).isEqualTo(sample);
    } finally {
      later.shutdownTestKit();
    }
  }

  @Test
  void everyCommandAndReplySurvivesTheWay() {
    var to = kit.<LogReply>createTestProbe().getRef();
    var learned = LogSamples.learned();
    var messages =
        List.<Object>of(
            new LogSourceCommand.Open(READER, PATH, to),
            new LogSourceCommand.Load(1, 3, to),
            new LogSourceCommand.Learn(full(1, 2), to),
            new LogSourceCommand.Renew(1, to),
            new LogSourceCommand.Release(1, to),
            new LogSourceCommand.Reprocess(CALLER, to),
            new LogSourceCommand.DeleteSessions(CALLER, to),
            new LogReply.Opened(1, 2, learned.report(), learned.files(), learned.open().all(), 3),
            new LogReply.Part(learned.open().all(), 0),
            new LogReply.Busy(READER),
            new LogReply.Recorded(1),
            new LogReply.Renewed(),
            new LogReply.Stale(2),
            new LogReply.OutOfOrder(1),
            new LogReply.Done(),
            new LogReply.Unknown());
    var types = messages.stream().map(Object::getClass).toList();
    assertThat(types).containsAll(Leaves.of(LogSourceCommand.class));
    assertThat(types).containsAll(Leaves.of(LogReply.class));
    for (var message : messages) {
      assertSame(kit.serializationTestKit().verifySerialization(message, false), message);
    }
  }

  @Test
  void aLargeBatchTravelsCompressed() {
    var to = kit.<LogReply>createTestProbe().getRef();
    var large = new LogSourceCommand.Learn(large().batch(), to);
    assertThat(bytes(large)).hasSizeLessThan(10_000);
    assertSame(kit.serializationTestKit().verifySerialization(large, false), large);
  }

  /** A migration as a later version would have it. */
  public static final class Renamed extends EventMigration {
    @Override
    public int currentVersion() {
      return 2;
    }

    @Override
    public JsonNode transform(int fromVersion, JsonNode json) {
      if (fromVersion < 2 && json.has("owner")) {
        ((ObjectNode) json).set("reader", ((ObjectNode) json).remove("owner"));
      }
      return json;
    }
  }

  private static LogSourceEvent.Learnt large() {
    var full = full(1, 1);
    return new LogSourceEvent.Learnt(
        new LogBatch(
            1,
            1,
            full.files(),
            full.forgotten(),
            full.report(),
            full.sessions(),
            full.downloads(),
            full.traffic(),
            List.of(new OpenEntry(1, new byte[100_000])),
            full.closed()),
        T0);
  }

  /** Batches hold arrays, which records compare by identity. */
  private static void assertSame(Object value, Object sample) {
    assertThat(value)
        .usingRecursiveComparison()
        .ignoringCollectionOrderInFields("learned.open")
        .isEqualTo(sample);
    assertThat(value).hasSameClassAs(sample);
  }

  /** As a text file would have it: byte strings in base64. */
  private static JsonNode asJson(JsonNode tree) throws IOException {
    return JSON.readTree(JSON.writeValueAsBytes(tree));
  }

  private static Object sampleOf(Class<?> type) {
    return samples().filter(type::isInstance).findFirst().orElseThrow();
  }

  private static byte[] bytes(Object value) {
    return serialization.serialize(value).get();
  }

  private static String manifest(Object value) {
    return ((SerializerWithStringManifest) serialization.findSerializerFor(value)).manifest(value);
  }

  private static Object read(JsonNode stored, Object sample) throws IOException {
    int identifier = serialization.findSerializerFor(sample).identifier();
    return serialization
        .deserialize(CBOR.writeValueAsBytes(stored), identifier, manifest(sample))
        .get();
  }
}
