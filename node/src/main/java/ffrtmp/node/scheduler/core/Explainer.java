package ffrtmp.node.scheduler.core;

import ffrtmp.protocol.job.FailureReason;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeView;
import ffrtmp.protocol.port.Explanation;
import ffrtmp.protocol.port.Explanation.NodeVerdict;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;

/** Says in words why a job waits, or where it is. */
final class Explainer {

  private static final int MAX_NODES = 100;

  private final Books books;
  private final Unplaceable unplaceable;

  Explainer(Books books, Unplaceable unplaceable) {
    this.books = books;
    this.unplaceable = unplaceable;
  }

  Optional<Explanation> explain(JobId id) {
    return Optional.ofNullable(books.jobs.get(id)).map(this::explain);
  }

  /** The sentence for a job that could never run. */
  String neverWhy(JobEntry job) {
    Shape shape = Shapes.shape(job.fact());
    return "no registered node could ever run it: it needs " + words(shape);
  }

  private Explanation explain(JobEntry job) {
    ShapeQueue queue = job.queue();
    if (queue == null) return standing(job);
    boolean never = unplaceable.isImpossible(queue);
    int position = queue.position(job);
    String summary = never ? neverWhy(job) : waitsFor(queue) + position + " of its kind";
    return new Explanation(
        job.id(),
        books.fleet.anyRegistered() ? summary : "no node is registered",
        position,
        never ? FailureReason.CAPABILITY_MISMATCH : null,
        verdicts(queue.shape()));
  }

  private static String waitsFor(ShapeQueue queue) {
    TenantBook tenant = queue.tenant();
    if (tenant == null || tenant.isOpen()) return "waits for room, number ";
    return "waits as tenant %s runs %d jobs and may run %d, number "
        .formatted(tenant.name(), tenant.running(), tenant.limit());
  }

  private Explanation standing(JobEntry job) {
    Decision.Dispatch pending = job.pending();
    String summary =
        switch (job.stand()) {
          case PENDING -> pending == null ? "" : "is being given to node " + pending.nodeName();
          case PLACED -> "holds a place on node " + nodeName(job);
          case LOST -> "was lost with node " + nodeName(job) + " and will queue again";
          case PARKED, QUEUED -> waitsUntil(job);
        };
    return new Explanation(job.id(), summary, 0, null, List.of());
  }

  private String waitsUntil(JobEntry job) {
    var notBefore = job.fact().notBefore();
    return notBefore != null && notBefore.isAfter(books.now())
        ? "must not start before " + notBefore
        : "rests after a refused decision";
  }

  private String nodeName(JobEntry job) {
    var id = job.fact().node();
    NodeBook node = id == null ? null : books.fleet.find(id);
    return node == null ? String.valueOf(id) : node.name();
  }

  private List<NodeVerdict> verdicts(Shape shape) {
    return books.fleet.nodes().stream()
        .filter(NodeBook::registered)
        .limit(MAX_NODES)
        .map(node -> new NodeVerdict(node.id(), node.name(), lacks(node, shape)))
        .toList();
  }

  private static List<String> lacks(NodeBook node, Shape shape) {
    List<String> lacks = new ArrayList<>();
    Signature signature = node.signature();
    if (signature != null) lacks.addAll(shape.constraints().lacking(signature.traits()));
    NodeView view = node.view();
    if (view != null && !view.online()) lacks.add("is offline");
    if (view != null && view.draining()) lacks.add("is draining");
    if (node.closing()) lacks.add("is ending");
    if (node.available() && !node.confirmed()) lacks.add("has not reported what it holds");
    if (node.condemned()) lacks.add("has not been heard for longer than its lease");
    if (node.resting()) lacks.add("rests after it handed a job back");
    addRoom(lacks, node, shape.demand());
    if (shape.bars(node)) lacks.add("lost an attempt of it that may still run there");
    if (shape.avoid().contains(node.id())) lacks.add("an attempt failed there before");
    return lacks;
  }

  private static void addRoom(List<String> lacks, NodeBook node, Room needs) {
    Room free = node.free();
    Room total = node.total();
    if (needs.slots() > free.slots()) {
      lacks.add(node.worksByPolls() ? "has no poll open" : "slots: none free of " + total.slots());
    }
    if (needs.cpu() > free.cpu()) {
      lacks.add("CPU: needs " + cpu(needs) + ", " + free(free.cpu(), total.cpu(), Explainer::cpu));
    }
    if (needs.ram() > free.ram()) {
      var left = free(free.ram(), total.ram(), Integer::toString);
      lacks.add("memory: needs " + needs.ram() + " MiB, " + left);
    }
    if (needs.gpus() > free.gpus()) {
      var left = free(free.gpus(), total.gpus(), Integer::toString);
      lacks.add("GPUs: needs " + needs.gpus() + ", " + left);
    }
  }

  /** A node that came back smaller than what it holds has less than nothing; it shows as none. */
  private static String free(int free, int total, IntFunction<String> words) {
    if (total <= 0) return "has none";
    return words.apply(Math.max(0, free)) + " free of " + words.apply(total);
  }

  private static String words(Shape shape) {
    Room demand = shape.demand();
    List<String> words = new ArrayList<>();
    words.add(cpu(demand) + " CPU");
    words.add(demand.ram() + " MiB of memory");
    if (demand.gpus() > 0) words.add(demand.gpus() + " GPU");
    words.addAll(shape.constraints().lacking(new Traits(Map.of(), Set.of(), null)));
    return String.join(", ", words);
  }

  private static String cpu(Room room) {
    return cpu(room.cpu());
  }

  private static String cpu(int hundredths) {
    return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
  }
}
