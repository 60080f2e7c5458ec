package ffrtmp.http.account;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * What one route template was sent and answered, by method and status. A label set is made when it
 * is first used, and found again without allocating anything.
 */
final class Endpoint {
  private static final Verb[] VERBS = Verb.values();
  private static final long[][] NONE = {};

  private final String template;
  private final AtomicReferenceArray<long @Nullable []> requests =
      new AtomicReferenceArray<>(VERBS.length);
  private final AtomicReferenceArray<long @Nullable [][]> responses =
      new AtomicReferenceArray<>(VERBS.length);

  Endpoint(String template) {
    this.template = template;
  }

  String template() {
    return template;
  }

  /** The cell of requests by {@code verb}. */
  long[] requests(Verb verb) {
    long[] known = requests.get(verb.index());
    if (known != null) return known;
    long[] fresh = Sizes.create(0);
    long[] other = requests.compareAndExchange(verb.index(), null, fresh);
    return other == null ? fresh : other;
  }

  /** The cell of answers of {@code status}; a route has few, so they are looked through. */
  long[] responses(Verb verb, int status) {
    while (true) {
      long[][] known = responses.get(verb.index());
      long[] cell = find(known, status);
      if (cell != null) return cell;
      long[] fresh = Sizes.create(status);
      if (responses.compareAndSet(verb.index(), known, with(known, fresh))) return fresh;
    }
  }

  private static long @Nullable [] find(long @Nullable [][] cells, int status) {
    if (cells == null) return null;
    for (long[] cell : cells) if (Sizes.status(cell) == status) return cell;
    return null;
  }

  private static long[][] with(long @Nullable [][] cells, long[] more) {
    long[][] old = cells == null ? NONE : cells;
    long[][] grown = Arrays.copyOf(old, old.length + 1);
    grown[old.length] = more;
    return grown;
  }

  /** Tells every label set in use. */
  void read(Visitor to) {
    for (Verb verb : VERBS) {
      long[] received = requests.get(verb.index());
      if (received != null) to.requests(verb, received);
      long[][] sent = responses.get(verb.index());
      if (sent != null) for (long[] cell : sent) to.responses(verb, cell);
    }
  }

  /** Is told the label sets of an endpoint. */
  interface Visitor {
    void requests(Verb verb, long[] cell);

    void responses(Verb verb, long[] cell);
  }
}
