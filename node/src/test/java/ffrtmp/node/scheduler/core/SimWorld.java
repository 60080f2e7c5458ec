package ffrtmp.node.scheduler.core;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import ffrtmp.protocol.node.NodeFacts;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.node.Transport;
import ffrtmp.protocol.port.JobFact.Phase;
import ffrtmp.protocol.worker.Held;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/**
 * A world of entities around the core: things happen at random, and what is said about them reaches
 * the core late, twice and in any order; what the core decides reaches the entities late as well.
 */
final class SimWorld {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Random random;
  private final SchedulerCore core;
  private final Invariants invariants;
  private final Map<JobId, SimJob> jobs = new LinkedHashMap<>();
  private final Map<NodeId, SimNode> nodes = new LinkedHashMap<>();
  private final List<Fact> facts = new ArrayList<>();
  private final List<Decision> decisions = new ArrayList<>();
  private Instant now = START;
  private int dispatched;

  SimWorld(long seed) {
    random = new Random(seed);
    var placement = random.nextBoolean() ? Placement.SPREAD : Placement.PACK;
    core =
        new SchedulerCore(
            new Policy(
                placement,
                random.nextInt(4) == 0,
                Duration.ofSeconds(10),
                Duration.ofSeconds(10),
                Duration.ofSeconds(1),
                random.nextInt(4) == 0 ? 3 : 4096));
    invariants = new Invariants(core);
    tell(new Fact.Tick(now));
    limitTenants();
  }

  int dispatched() {
    return dispatched;
  }

  void run(int steps) {
    for (int i = 0; i < 3; i++) register();
    for (int i = 0; i < steps; i++) step();
  }

  private void step() {
    int dice = random.nextInt(100);
    if (dice < 20) submit();
    else if (dice < 45) upTo(4, this::deliverFact);
    else if (dice < 62) upTo(3, this::carryOut);
    else if (dice < 70) finish();
    else if (dice < 73) fail();
    else if (dice < 75) handBack();
    else if (dice < 77) suspendOrResume();
    else if (dice < 79) rerank();
    else if (dice < 81) register();
    else if (dice < 83) changeNode();
    else if (dice < 85) silence();
    else if (dice == 85 && random.nextInt(4) == 0) limitTenants();
    else if (dice < 87) hear(any(nodes, node -> true));
    else if (dice < 92) poll();
    else if (dice < 93) resurface();
    else advance(Duration.ofMillis(random.nextInt(4000)));
  }

  /** Lets everything that is under way arrive, and compares the core with the truth. */
  void settle() {
    for (int round = 0; round < 60; round++) {
      while (!facts.isEmpty() || !decisions.isEmpty()) {
        if (!facts.isEmpty()) deliverFact();
        if (!decisions.isEmpty()) carryOut();
      }
      nodes.values().forEach(this::hear);
      nodes.values().stream().filter(SimNode::worksByPolls).forEach(n -> facts.add(n.offer()));
      advance(Duration.ofSeconds(11));
    }
    jobs.values().forEach(this::compare);
  }

  private void compare(SimJob job) {
    JobEntry entry = core.books().jobs.get(job.id);
    if (job.phase == Phase.AWAY) {
      assertThat(entry).as("%s is away", job.id).isNull();
      return;
    }
    assertThat(entry.fact().revision()).isEqualTo(job.revision);
    var wanted = job.phase == Phase.PLACED ? JobEntry.Stand.PLACED : JobEntry.Stand.QUEUED;
    assertThat(entry.stand()).as("%s %s", job.id, job.phase).isEqualTo(wanted);
    if (job.phase == Phase.PLACED) {
      SimNode node = nodes.get(job.node);
      assertThat(job.epoch).as("holds a place in the present registration").isEqualTo(node.epoch);
      assertThat(core.books().fleet.find(job.node).reservations()).containsKey(job.id);
    } else {
      var explanation = core.explain(job.id).orElseThrow();
      assertThat(explanation.position()).isPositive();
      boolean anyNode = nodes.values().stream().anyMatch(node -> !node.removed);
      if (!anyNode) return;
      assertThat(job.unplaceable)
          .as("%s says what its explanation says", job.id)
          .isEqualTo(explanation.reason() == null ? null : explanation.summary());
    }
  }

  private void tell(Fact fact) {
    if (fact instanceof Fact.DispatchAnswered answer && !answer.accepted()) {
      invariants.answered(answer);
    }
    if (fact instanceof Fact.TenantsLimited limited) invariants.limited(limited);
    if (fact instanceof Fact.NodeHeard heard && heard.closing()) invariants.closing(heard);
    if (fact instanceof Fact.Offered offered) invariants.offered(offered);
    List<Decision> made = core.on(fact);
    decisions.addAll(made);
    dispatched += (int) made.stream().filter(Decision.Dispatch.class::isInstance).count();
    invariants.check(made);
    noTenantRunsMoreThanTheCoreCounts();
  }

  /** With what {@link Invariants} holds the core to, no tenant runs more than its limit. */
  private void noTenantRunsMoreThanTheCoreCounts() {
    for (String tenant : List.of("a", "b")) {
      long running =
          jobs.values().stream()
              .filter(job -> tenant.equals(job.tenant) && job.phase == Phase.PLACED)
              .count();
      assertThat(running).as("of %s", tenant).isLessThanOrEqualTo(invariants.running(tenant));
    }
  }

  private void deliverFact() {
    if (facts.isEmpty()) return;
    Fact fact = facts.remove(random.nextInt(facts.size()));
    boolean repeatable = !(fact instanceof Fact.DispatchAnswered);
    if (repeatable && random.nextInt(8) == 0) facts.add(fact);
    tell(fact);
  }

  private void carryOut() {
    if (decisions.isEmpty()) return;
    Decision decision = decisions.remove(random.nextInt(decisions.size()));
    if (decision instanceof Decision.Dispatch d) {
      boolean accepted = jobs.get(d.job()).dispatch(d);
      changed(jobs.get(d.job()));
      facts.add(new Fact.DispatchAnswered(d.job(), d.attempt(), d.node(), accepted));
      if (accepted) run(d);
    } else if (decision instanceof Decision.Lose d) {
      if (jobs.get(d.job()).lose(d.attempt())) changed(jobs.get(d.job()));
    } else if (decision instanceof Decision.HandBack d) {
      end(jobs.get(d.job()), d.attempt(), Phase.WAITING);
    } else if (decision instanceof Decision.SayUnplaceable d) {
      if (jobs.get(d.job()).say(d.why())) changed(jobs.get(d.job()));
    } else if (decision instanceof Decision.SayPlaceable d) {
      if (jobs.get(d.job()).say(null)) changed(jobs.get(d.job()));
    } else if (decision instanceof Decision.GiveUp d) {
      SimJob job = jobs.get(d.job());
      if (job.phase == Phase.WAITING) become(job, Phase.AWAY);
    } else if (decision instanceof Decision.DeclareLost d) {
      SimNode node = nodes.get(d.node());
      if (!node.online || node.epoch != d.epoch()) return;
      node.end();
      changed(node);
    }
  }

  /** Of two tenants each has a limit or none; it may be one that is exceeded already. */
  private void limitTenants() {
    Map<String, Integer> limits = new LinkedHashMap<>();
    for (String tenant : List.of("a", "b")) {
      if (random.nextInt(3) > 0) limits.put(tenant, 1 + random.nextInt(3));
    }
    tell(new Fact.TenantsLimited(limits));
  }

  /** What reaches a node that works by polls uses one, or is given back where none is open. */
  private void run(Decision.Dispatch d) {
    SimNode node = nodes.get(d.node());
    if (!node.worksByPolls() || !node.online || node.epoch != d.epoch()) return;
    if (!node.held.add(new Held(d.job(), d.attempt()))) return;
    if (node.polls > 0) {
      node.polls--;
    } else {
      node.held.remove(new Held(d.job(), d.attempt()));
      end(jobs.get(d.job()), d.attempt(), Phase.WAITING);
    }
  }

  private void poll() {
    SimNode node = any(nodes, n -> n.worksByPolls() && n.online);
    if (node == null) return;
    int dice = random.nextInt(6);
    if (dice < 3) node.polls++;
    if (dice == 3) node.polls = 0;
    if (dice == 4) node.proxy = "proxy-" + random.nextInt(1_000_000);
    facts.add(node.offer());
  }

  private void resurface() {
    SimJob job = any(jobs, j -> !j.barred.isEmpty());
    if (job == null) return;
    job.barred.clear();
    job.revision++;
    changed(job);
  }

  private void submit() {
    long sequence = jobs.size() + 1L;
    var id = new JobId(new UUID(1, sequence));
    var queue = oneOf(Queue.values());
    var job = new SimJob(id, sequence, needs(), queue, oneOf(Priority.values()));
    int whose = random.nextInt(4);
    if (whose < 2) job.tenant = whose == 0 ? "a" : "b";
    if (random.nextInt(8) == 0) job.notBefore = now.plusSeconds(random.nextInt(20));
    jobs.put(id, job);
    changed(job);
  }

  private Requirements needs() {
    boolean gpu = random.nextInt(6) == 0;
    return new Requirements(
        1 + random.nextInt(4) * 1000,
        (1L + random.nextInt(4)) << 29,
        gpu ? 1 : 0,
        gpu && random.nextBoolean() ? "t4" : null,
        random.nextInt(3) == 0 ? Set.of(random.nextBoolean() ? "hevc" : "av1") : Set.of(),
        random.nextInt(6) == 0 ? Map.of("zone", "a") : Map.of());
  }

  private NodeFacts declare(String name) {
    return SimNode.facts(
        name,
        1 + random.nextInt(6),
        1 + random.nextInt(8),
        random.nextInt(3) == 0 ? random.nextInt(3) : 0,
        random.nextBoolean() ? Set.of("h264", "hevc") : Set.of("h264"),
        random.nextInt(3) == 0 ? Map.of("zone", "a") : Map.of(),
        random.nextInt(3) == 0 ? Transport.HTTP : Transport.CLUSTER);
  }

  private void register() {
    int number = random.nextInt(6);
    var id = new NodeId(new UUID(2, number));
    SimNode node = nodes.get(id);
    NodeFacts declared = declare("node-" + number);
    if (node == null) {
      node = new SimNode(id, declared);
      nodes.put(id, node);
    } else if (node.worksByPolls() && !node.removed && random.nextBoolean()) {
      node.revive();
    } else {
      node.register(declared);
    }
    changed(node);
    if (random.nextInt(3) > 0) hear(node);
  }

  private void changeNode() {
    SimNode node = any(nodes, n -> true);
    if (node == null) return;
    if (random.nextInt(6) == 0) {
      node.removed = true;
      node.end();
    } else if (node.online && random.nextInt(4) == 0) {
      node.closing = true;
      hear(node);
      return;
    } else {
      node.draining = !node.draining;
      node.deadline = node.draining ? now.plusSeconds(random.nextInt(10)) : null;
      node.revision++;
    }
    changed(node);
  }

  private void silence() {
    SimNode node = any(nodes, n -> n.online);
    if (node != null) facts.add(new Fact.NodeSilent(node.id, node.epoch, "silence"));
  }

  private void hear(SimNode node) {
    if (node == null || !node.online) return;
    Set<Held> held = new HashSet<>();
    for (SimJob job : jobs.values()) {
      if (job.phase == Phase.PLACED && node.id.equals(job.node) && job.epoch == node.epoch) {
        held.add(new Held(job.id, job.attempts));
      }
    }
    facts.add(new Fact.NodeHeard(node.id, node.epoch, held, node.closing));
  }

  private void finish() {
    SimJob job = any(jobs, j -> j.phase == Phase.PLACED);
    if (job != null) end(job, job.attempts, Phase.AWAY);
  }

  private void fail() {
    SimJob job = any(jobs, j -> j.phase == Phase.PLACED);
    if (job == null) return;
    if (random.nextBoolean()) job.avoid.add(job.node);
    job.end(job.attempts, Phase.WAITING);
    job.notBefore = now.plusSeconds(random.nextInt(5));
    changed(job);
  }

  private void handBack() {
    SimJob job = any(jobs, j -> j.phase == Phase.PLACED);
    if (job != null) end(job, job.attempts, Phase.WAITING);
  }

  private void suspendOrResume() {
    SimJob job = any(jobs, j -> true);
    if (job != null) become(job, job.phase == Phase.AWAY ? Phase.WAITING : Phase.AWAY);
  }

  private void rerank() {
    SimJob job = any(jobs, j -> j.phase == Phase.WAITING);
    if (job == null) return;
    job.queue = oneOf(Queue.values());
    job.revision++;
    changed(job);
  }

  private void advance(Duration by) {
    now = now.plus(by);
    tell(new Fact.Tick(now));
  }

  private void end(SimJob job, int attempt, Phase next) {
    if (job.end(attempt, next)) changed(job);
  }

  private void become(SimJob job, Phase next) {
    job.become(next);
    changed(job);
  }

  private void changed(SimJob job) {
    facts.add(new Fact.JobChanged(job.fact()));
  }

  private void changed(SimNode node) {
    facts.add(new Fact.NodeChanged(node.fact()));
  }

  private void upTo(int most, Runnable action) {
    for (int i = random.nextInt(most); i >= 0; i--) action.run();
  }

  private <T> T oneOf(T[] values) {
    return values[random.nextInt(values.length)];
  }

  private <T> T any(Map<?, T> all, Predicate<T> like) {
    List<T> found = all.values().stream().filter(like).toList();
    return found.isEmpty() ? null : found.get(random.nextInt(found.size()));
  }
}
