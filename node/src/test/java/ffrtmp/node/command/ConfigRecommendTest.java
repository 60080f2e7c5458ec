package ffrtmp.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.typesafe.config.ConfigFactory;
import ffrtmp.node.recommend.MachineFacts;
import ffrtmp.node.recommend.Pages;
import ffrtmp.node.recommend.Recommendation;
import ffrtmp.node.recommend.Size;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What is recommended suits the machine, and is taken by those for whom it is meant. */
class ConfigRecommendTest {
  private static final long GIB = 1L << 30;
  private static final MachineFacts LAPTOP = new MachineFacts(2, 4 * GIB, 0, null, 200 * GIB);
  private static final MachineFacts OFFICE = new MachineFacts(16, 32 * GIB, 0, null, 900 * GIB);
  private static final MachineFacts FARM =
      new MachineFacts(64, 256 * GIB, 2, "NVIDIA L4", 4000 * GIB);
  private static final MachineFacts CRAMPED = new MachineFacts(8, GIB, 0, null, 3 * GIB);

  @Test
  void theSizeFollowsTheMachineAndTheLimitsTheSize() {
    assertThat(up(LAPTOP).flags()).contains("--rate-limit=50", "--rate-burst=10");
    assertThat(up(OFFICE).flags()).contains("--rate-limit=100", "--rate-burst=20");
    assertThat(up(FARM).flags()).contains("--rate-limit=500", "--rate-burst=100");
    assertThat(up(FARM).notes()).anyMatch(note -> note.contains("PostgreSQL is better"));
    assertThat(up(OFFICE).notes()).noneMatch(note -> note.contains("is better"));
  }

  @Test
  void slotsAreBoundedByThreadsAndByMemory() {
    assertThat(up(LAPTOP).flags()).contains("--max-concurrent-jobs=2");
    assertThat(up(OFFICE).flags()).as("one is the server's").contains("--max-concurrent-jobs=15");
    assertThat(up(FARM).flags()).as("two for each GPU").contains("--max-concurrent-jobs=67");
    assertThat(up(CRAMPED).flags()).as("1 GiB holds one job").contains("--max-concurrent-jobs=1");
  }

  @Test
  void theHeapLeavesRoomForTheJobs() {
    assertThat(up(LAPTOP).javaOptions()).isEqualTo("-Xmx512m");
    assertThat(up(FARM).javaOptions()).isEqualTo("-Xmx4096m");
    assertThat(Recommendation.of(FARM, Size.LARGE, true, false).javaOptions())
        .isEqualTo("-Xmx8192m");
    assertThat(Recommendation.of(LAPTOP, Size.SMALL, false, true).javaOptions())
        .isEqualTo("-Xmx256m");
  }

  @Test
  void aDiskWithLittleRoomIsMentioned() {
    assertThat(up(CRAMPED).notes()).anyMatch(note -> note.contains("little disk"));
    assertThat(up(OFFICE).notes()).noneMatch(note -> note.contains("little disk"));
  }

  @Test
  void aWorkerIsToldNothingOfServers() {
    Recommendation worker = Recommendation.of(OFFICE, Size.MEDIUM, false, true);
    assertThat(worker.command()).isEqualTo("worker");
    assertThat(worker.flags()).containsExactly("--max-concurrent-jobs=16");
  }

  @Test
  void theFlagsAndTheFileSayTheSameToTheServer() throws Exception {
    for (MachineFacts machine : new MachineFacts[] {LAPTOP, OFFICE, FARM, CRAMPED}) {
      Recommendation advice = up(machine);
      Pages pages = new Pages(machine, advice);
      UpCommand byFlags = new UpCommand();
      new CommandLine(byFlags).parseArgs(advice.flags().toArray(String[]::new));
      assertSame(byFlags, byFile(pages.configuration()));
      assertSame(byFlags, byFile(pages.json()));
    }
  }

  @Test
  void jsonAndYamlSayTheSame() throws Exception {
    Pages pages = new Pages(FARM, up(FARM));
    JsonNode json = new ObjectMapper().readTree(pages.json());
    assertThat(new ObjectMapper(new YAMLFactory()).readTree(pages.yaml())).isEqualTo(json);
    assertThat(json.path("machine").path("gpu_model").asText()).isEqualTo("NVIDIA L4");
    assertThat(pages.table())
        .contains("64 CPU threads, 262144 MiB of memory, 2 GPU (NVIDIA L4)")
        .contains("FFRTMP_JAVA_OPTS=-Xmx4096m ffrtmp up --max-concurrent-jobs=67")
        .contains("max-concurrent-jobs = 67");
  }

  private static Recommendation up(MachineFacts machine) {
    return Recommendation.of(machine, Size.of(machine), true, true);
  }

  private static UpCommand byFile(String text) {
    UpCommand command = new UpCommand();
    new CommandLine(command)
        .setDefaultValueProvider(new FlagDefaults(ConfigFactory.parseString(text), Map.of()))
        .parseArgs();
    return command;
  }

  private static void assertSame(UpCommand one, UpCommand other) {
    assertThat(other.worker.slots).isNotNull().isEqualTo(one.worker.slots);
    assertThat(other.rate.limit).isEqualTo(one.rate.limit);
    assertThat(other.rate.burst).isEqualTo(one.rate.burst);
    assertThat(other.store.db).isEqualTo(one.store.db);
  }
}
