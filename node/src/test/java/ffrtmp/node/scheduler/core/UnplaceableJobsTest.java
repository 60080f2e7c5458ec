package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Requirements;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Jobs that no node could run, and what is said of them. */
class UnplaceableJobsTest extends CoreScenario {
  private static final String NEVER =
      "no registered node could ever run it: it needs 1 CPU, 1 MiB of memory, capability hevc_nvenc";

  @Test
  void aJobThatNoNodeCouldEverRunSaysSoAndWaits() {
    ready(node(1, 2));
    SimJob job = job(1, needing("hevc_nvenc"));
    submit(job);
    var explanation = core.explain(job.id).orElseThrow();
    assertThat(explanation.reason()).isEqualTo(FailureReason.CAPABILITY_MISMATCH);
    assertThat(explanation.nodes().get(0).lacks()).containsExactly("capability hevc_nvenc");
    assertThat(core.unplaceable()).containsExactly(job.id);
    assertThat(tick(Duration.ofSeconds(9))).as("within the grace").isEmpty();
    List<Decision> decisions = tick(Duration.ofSeconds(1));
    assertThat(decisions).containsExactly(new Decision.SayUnplaceable(job.id, NEVER));
    assertThat(explanation.summary()).isEqualTo(NEVER);
    assertThat(tick(Duration.ofDays(1))).as("it is said once").isEmpty();
    job.say(NEVER);
    submit(job);
    assertThat(tick(Duration.ofDays(1))).as("the job says it").isEmpty();
  }

  @Test
  void aSchedulerThatComesNewToAJobThatSaysSoDoesNotTellItAgain() {
    ready(node(1, 2));
    SimJob job = job(1, needing("hevc_nvenc"));
    job.say(NEVER);
    submit(job);
    assertThat(tick(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void aJobThatQueuesLateToAnUnplaceableShapeIsToldAsWell() {
    ready(node(1, 2));
    submit(job(1, needing("hevc_nvenc")));
    assertThat(tick(Duration.ofDays(1))).hasSize(1);
    SimJob late = job(2, needing("hevc_nvenc"));
    submit(late);
    assertThat(tick(Duration.ZERO)).containsExactly(new Decision.SayUnplaceable(late.id, NEVER));
  }

  @Test
  void aJobThatSaysThatNoNodeCouldRunItTakesItBackWhenOneComesThatIsFull() {
    ready(node(1, 2));
    SimJob job = job(1, needing("hevc_nvenc"));
    job.say(NEVER);
    submit(job);
    tick(Duration.ofDays(1));
    SimNode able = node(2, 1);
    able.facts = SimNode.facts("able", 1, 4, 0, Set.of("hevc_nvenc"), Map.of());
    on(new Fact.NodeChanged(able.fact()));
    assertThat(tick(Duration.ZERO)).containsExactly(new Decision.SayPlaceable(job.id));
    assertThat(tick(Duration.ofDays(1))).isEmpty();
  }

  @Test
  void whileNoNodeIsRegisteredAJobKeepsWhatItSays() {
    SimNode node = ready(node(1, 2));
    SimJob job = job(1, needing("hevc_nvenc"));
    job.say(NEVER);
    submit(job);
    node.removed = true;
    node.end();
    on(new Fact.NodeChanged(node.fact()));
    assertThat(tick(Duration.ofDays(1))).isEmpty();
    SimNode able = node(2, 1);
    able.facts = SimNode.facts("able", 1, 4, 0, Set.of("hevc_nvenc"), Map.of());
    on(new Fact.NodeChanged(able.fact()));
    assertThat(tick(Duration.ZERO)).containsExactly(new Decision.SayPlaceable(job.id));
  }

  @Test
  void aMultitudeIsToldAFewAtATimeAndEachOnce() {
    ready(node(1, 2));
    for (int i = 1; i <= 450; i++) submit(job(i, needing("hevc_nvenc")));
    Set<JobId> told = new HashSet<>();
    List<Integer> sizes = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      List<Decision> decisions = tick(Duration.ofSeconds(10));
      decisions.forEach(d -> told.add(((Decision.SayUnplaceable) d).job()));
      sizes.add(decisions.size());
    }
    assertThat(sizes).containsExactly(200, 200, 50, 0);
    assertThat(told).hasSize(450);
  }

  @Test
  void whatANodeLacksIsNamedWithWhatItHasInstead() {
    var constraints = Constraints.of(new Requirements(1, 1, 1, "A100", Set.of("av1"), LABELS));
    var traits = new Traits(Map.of("zone", "b"), Set.of(), "Tesla T4");
    assertThat(constraints.lacking(traits))
        .containsExactly(
            "capability av1", "label zone=a (it has b)", "GPU type a100 (it has Tesla T4)");
  }

  @Test
  void anOfflineNodeThatCouldRunItIsWorthWaitingFor() {
    SimNode node = node(1, 2);
    node.end();
    on(new Fact.NodeChanged(node.fact()));
    SimJob job = job(1, ONE_CPU);
    submit(job);
    assertThat(core.unplaceable()).isEmpty();
    assertThat(core.explain(job.id).orElseThrow().reason()).isNull();
    assertThat(core.explain(job.id).orElseThrow().nodes().get(0).lacks()).contains("is offline");
  }

  @Test
  void whereUnplaceableJobsFailTheyFailAfterTheGraceUnlessANodeComes() {
    core = new SchedulerCore(policy(Placement.SPREAD, true));
    tick(Duration.ZERO);
    SimJob early = job(1, needing("av1"));
    submit(early);
    assertThat(tick(Duration.ofMinutes(1))).as("no node is registered at all").isEmpty();
    ready(node(1, 2));
    SimJob saved = job(2, needing("hevc"));
    submit(saved);
    tick(Duration.ofSeconds(5));
    SimNode able = node(2, 1);
    able.facts = SimNode.facts("able", 1, 4, 0, Set.of("hevc"), Map.of());
    assertThat(on(new Fact.NodeChanged(able.fact()))).isEmpty();
    assertThat(hear(able)).containsExactly(dispatch(saved, 1, able));
    List<Decision> decisions = tick(Duration.ofSeconds(5));
    assertThat(decisions).hasSize(1);
    assertThat(((Decision.GiveUp) decisions.get(0)).job()).isEqualTo(early.id);
    assertThat(((Decision.GiveUp) decisions.get(0)).why()).contains("capability av1");
  }

  @Test
  void anExplanationNamesThePositionAndWhatEachNodeLacks() {
    ready(node(1, 1));
    submit(job(1, ONE_CPU));
    SimJob second = job(2, ONE_CPU);
    SimJob third = job(3, ONE_CPU);
    submit(second);
    submit(third);
    var explanation = core.explain(third.id).orElseThrow();
    assertThat(explanation.position()).isEqualTo(2);
    assertThat(explanation.reason()).isNull();
    assertThat(explanation.nodes().get(0).lacks())
        .containsExactly("slots: none free of 1", "CPU: needs 1, 0 free of 1");
  }
}
