package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.node.NodeFacts;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a node is, as opposed to how much of it is free; nodes with equal traits are alike. */
record Traits(Map<String, String> labels, Set<String> capabilities, @Nullable String gpuType) {

  static Traits of(NodeFacts facts) {
    return new Traits(facts.labels(), facts.capabilities(), facts.gpuType());
  }
}
