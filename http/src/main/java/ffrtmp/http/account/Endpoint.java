package ffrtmp.http.account;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What one route template was sent and answered, by method and status. A label set is made when it
 * is first used, and found again without allocating anything: a route has few, so they are looked
 * through.
 */
final class Endpoint {
  private static final AtomicReferenceFieldUpdater<Endpoint, long[][]> CELLS =
      AtomicReferenceFieldUpdater.newUpdater(Endpoint.class, long[][].class, "cells");
  private static final int NO_STATUS = 0;

  private final String template;
  private volatile long[][] cells = {};

  Endpoint(String template) {
    this.template = template;
  }

  String template() {
    return template;
  }

  /** The cell of requests by {@code verb}. */
  long[] requests(Verb verb) {
    return cell(verb, NO_STATUS);
  }

  /** The cell of answers of {@code status} to requests by {@code verb}. */
  long[] responses(Verb verb, int status) {
    return cell(verb, status);
  }

  private long[] cell(Verb verb, int status) {
    while (true) {
      long[][] known = cells;
      for (long[] cell : known) if (Sizes.is(cell, verb, status)) return cell;
      long[][] grown = Arrays.copyOf(known, known.length + 1);
      grown[known.length] = Sizes.create(verb, status);
      if (CELLS.compareAndSet(this, known, grown)) return grown[known.length];
    }
  }

  /** Tells every label set in use. */
  void read(Visitor to) {
    for (long[] cell : cells) {
      if (Sizes.status(cell) == NO_STATUS) to.requests(cell);
      else to.responses(cell);
    }
  }

  /** Is told the label sets of an endpoint. */
  interface Visitor {
    void requests(long[] cell);

    void responses(long[] cell);
  }
}
