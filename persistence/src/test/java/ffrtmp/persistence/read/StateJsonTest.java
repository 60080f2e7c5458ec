package ffrtmp.persistence.read;

import static ffrtmp.persistence.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.Samples;
import ffrtmp.persistence.node.NodeState;
import ffrtmp.protocol.node.NodeFacts;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StateJsonTest {
  private static final List<String> NAMES =
      List.of("vp9", "av1", "h264", "hevc", "opus", "aac", "noop", "pause");

  @Test
  void setsArePutInOrderSoThatEqualStatesAreEqualTexts() {
    var text = StateJson.of(node());
    assertThat(text)
        .contains(
            "\"capabilities\":[\"aac\",\"av1\",\"h264\",\"hevc\",\"noop\",\"opus\",\"pause\",\"vp9\"]");
    assertThat(StateJson.node(text)).isEqualTo(node());
  }

  private static NodeState.Member node() {
    NodeFacts facts = Samples.facts("n");
    NodeFacts able =
        new NodeFacts(
            facts.name(),
            facts.address(),
            facts.type(),
            facts.cpuThreads(),
            facts.cpuModel(),
            facts.ramTotalBytes(),
            facts.gpuCount(),
            facts.gpuType(),
            facts.gpuCapabilities(),
            Set.copyOf(NAMES),
            facts.labels(),
            facts.maxConcurrentJobs(),
            facts.ffmpegVersion(),
            facts.transport());
    return new NodeState.Member(1, 1, able, "a", true, false, null, T0, 1);
  }
}
