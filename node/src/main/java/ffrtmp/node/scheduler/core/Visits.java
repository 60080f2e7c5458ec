package ffrtmp.node.scheduler.core;

/**
 * Counts the places that the core looked at, so that tests can hold the work of each fact to its
 * bound: a scheduler that decides rightly and slowly is wrong too.
 */
final class Visits {

  private long count;

  void count() {
    count++;
  }

  long total() {
    return count;
  }
}
