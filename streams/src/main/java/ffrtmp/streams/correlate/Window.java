package ffrtmp.streams.correlate;

import java.util.Arrays;

/** The requests of one download that ended while a session lasted, in the order of the file. */
final class Window {
  /** What a request costs beside its body, and what TCP and TLS add: calibrated. */
  private static final double HEAD_BYTES = 450;

  private static final double FRAMING = 1.0024;

  private final long from;
  private final long to;
  private RequestPage[] pages = new RequestPage[64];
  private int[] indices = new int[64];
  private int size;
  private double cost;
  private double freeCost;
  private double hostCost;
  private long first = Long.MAX_VALUE;
  private long last = Long.MIN_VALUE;

  /** Of requests that no longer count since they are older than {@code kept}, none is seen. */
  Window(Download download, Session session, long kept) {
    from = Math.max(session.startSecond(), kept);
    to = session.endSecond();
    for (RequestPage page : download.requestPages) {
      if (page.touches(from, to)) take(page, session.hostHash);
    }
  }

  private void take(RequestPage page, int host) {
    for (int i = 0; i < page.count(); i++) {
      long second = page.second(i);
      if (second < from || second > to) continue;
      double its = cost(page.bytes(i));
      cost += its;
      first = Math.min(first, second);
      last = Math.max(last, second);
      if (page.taken(i)) continue;
      freeCost += its;
      if (page.host(i) == host) hostCost += its;
      add(page, i);
    }
  }

  private void add(RequestPage page, int index) {
    if (size == indices.length) {
      pages = Arrays.copyOf(pages, size * 2);
      indices = Arrays.copyOf(indices, size * 2);
    }
    pages[size] = page;
    indices[size++] = index;
  }

  private static double cost(long bytes) {
    return (bytes + HEAD_BYTES) * FRAMING;
  }

  /** Requests that no session has yet. */
  int size() {
    return size;
  }

  long second(int at) {
    return pages[at].second(indices[at]);
  }

  int host(int at) {
    return pages[at].host(indices[at]);
  }

  double cost(int at) {
    return cost(pages[at].bytes(indices[at]));
  }

  void take(int at, OpenState open) {
    pages[at].take(indices[at]);
    open.changed(pages[at]);
  }

  /** All requests, whether a session has them or not. */
  double cost() {
    return cost;
  }

  /** Those that no session has yet. */
  double freeCost() {
    return freeCost;
  }

  /** Those of them that were to the session's own host. */
  double hostCost() {
    return hostCost;
  }

  /** Seconds from the first to the last request; 0 without any. */
  long seconds() {
    return last < first ? 0 : last - first + 1;
  }
}
