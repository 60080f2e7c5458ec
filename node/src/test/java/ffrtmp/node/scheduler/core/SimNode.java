package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.port.NodeFact;
import ffrtmp.protocol.worker.Held;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The truth about one node, as its entity would keep it. */
final class SimNode {
  final NodeId id;
  NodeFacts facts;
  long revision;
  long epoch;
  boolean online;
  boolean draining;
  boolean closing;
  boolean removed;
  Instant deadline;
  long life;
  String proxy = "";
  long statement;
  int polls;
  final Set<Held> held = new HashSet<>();

  SimNode(NodeId id, NodeFacts facts) {
    this.id = id;
    register(facts);
  }

  boolean worksByPolls() {
    return facts.transport() == Transport.HTTP;
  }

  /** What its proxy says. */
  Fact.Offered offer() {
    statement++;
    return new Fact.Offered(id, epoch, proxy, statement, polls, held);
  }

  /** The same worker comes back in a new registration. */
  void revive() {
    online = true;
    closing = false;
    epoch++;
    revision++;
    held.clear();
  }

  static NodeFacts facts(
      String name, int slots, int gib, int gpus, Set<String> capabilities, Map<String, String> l) {
    return facts(name, slots, gib, gpus, capabilities, l, Transport.CLUSTER);
  }

  static NodeFacts facts(
      String name,
      int slots,
      int gib,
      int gpus,
      Set<String> capabilities,
      Map<String, String> l,
      Transport transport) {
    return new NodeFacts(
        name,
        name,
        "server",
        slots,
        null,
        ((long) gib) << 30,
        gpus,
        gpus > 0 ? "NVIDIA T4" : null,
        List.of(),
        capabilities,
        l,
        slots,
        null,
        transport);
  }

  void register(NodeFacts declared) {
    facts = declared;
    online = true;
    removed = false;
    closing = false;
    epoch++;
    revision++;
    life = epoch;
    held.clear();
  }

  void end() {
    online = false;
    epoch++;
    revision++;
  }

  NodeFact fact() {
    return new NodeFact(
        new NodeView(id, revision, epoch, facts, online, draining, deadline, Instant.EPOCH),
        removed,
        life);
  }
}
