package ffrtmp.http.account;

import ffrtmp.protocol.metric.Metric;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The numbers of one label set, in one array and no object around it: with tens of routes, methods
 * and statuses there are many, and most stay small. A cell holds the method with the status (0: of
 * requests), the bytes so far, the bytes of the bodies that ended, and how many bodies ended in
 * each bucket.
 */
final class Sizes {
  /** Upper bounds of the buckets in bytes, inclusive, powers of ten; one more bucket has none. */
  static final List<Double> BOUNDS = Metric.HTTP_RESPONSE_SIZE.bounds();

  private static final int LABELS = 0;
  private static final int BYTES = 1;
  private static final int SUM = 2;
  private static final int BUCKETS = 3;
  private static final int LENGTH = BUCKETS + BOUNDS.size() + 1;
  private static final long STATUSES = 1000;
  private static final VarHandle CELL = MethodHandles.arrayElementVarHandle(long[].class);

  private Sizes() {}

  static long[] create(Verb verb, int status) {
    long[] cell = new long[LENGTH];
    cell[LABELS] = labels(verb, status);
    return cell;
  }

  static boolean is(long[] cell, Verb verb, int status) {
    return cell[LABELS] == labels(verb, status);
  }

  private static long labels(Verb verb, int status) {
    return verb.index() * STATUSES + status;
  }

  static Verb verb(long[] cell) {
    return Verb.at((int) (cell[LABELS] / STATUSES));
  }

  static int status(long[] cell) {
    return (int) (cell[LABELS] % STATUSES);
  }

  /** A whole body. */
  static void add(long[] cell, long bytes) {
    if (bytes > 0) flow(cell, bytes);
    end(cell, bytes);
  }

  /** A piece of a body. */
  static void flow(long[] cell, long bytes) {
    long before = (long) CELL.getAndAdd(cell, BYTES, bytes);
    assert before >= 0;
  }

  /** The end of a body whose pieces were told: {@code bytes} in all. */
  static void end(long[] cell, long bytes) {
    if (bytes > 0) {
      long before = (long) CELL.getAndAdd(cell, SUM, bytes);
      assert before >= 0;
    }
    long before = (long) CELL.getAndAdd(cell, BUCKETS + bucket(bytes), 1L);
    assert before >= 0;
  }

  static long bytes(long[] cell) {
    return (long) CELL.getVolatile(cell, BYTES);
  }

  static long sum(long[] cell) {
    return (long) CELL.getVolatile(cell, SUM);
  }

  static List<Long> counts(long[] cell) {
    return IntStream.range(BUCKETS, LENGTH)
        .mapToObj(at -> (Long) (long) CELL.getVolatile(cell, at))
        .toList();
  }

  private static int bucket(long bytes) {
    int bucket = 0;
    for (long bound = 100; bucket < BOUNDS.size() && bytes > bound; bound *= 10) bucket++;
    return bucket;
  }
}
