package ffrtmp.streams.correlate;

/**
 * Up to 64 requests of one download, in the order of the file, for the sessions that carried them.
 */
final class RequestPage extends Cell {
  static final int TYPE = 4;
  static final int ROOM = 64;

  final long download;
  private final long[] orders = new long[ROOM];
  private final long[] seconds = new long[ROOM];
  private final long[] bytes = new long[ROOM];
  private final int[] hosts = new int[ROOM];
  private long taken;
  private long earliest = Long.MAX_VALUE;
  private long latest = Long.MIN_VALUE;
  private int count;

  RequestPage(long key, long download) {
    super(key);
    this.download = download;
  }

  RequestPage(OpenReader in) {
    this(in.key(), in.number());
    int all = in.count();
    if (all > ROOM) throw in.broken();
    taken = in.number();
    long order = 0;
    long second = 0;
    for (int i = 0; i < all; i++) {
      order += in.number();
      second += in.signed();
      add(order, second, in.number(), (int) in.signed());
    }
  }

  /** False when the page is full. */
  boolean add(long order, long second, long size, int host) {
    if (count == ROOM) return false;
    orders[count] = order;
    seconds[count] = second;
    bytes[count] = size;
    hosts[count] = host;
    count++;
    earliest = Math.min(earliest, second);
    latest = Math.max(latest, second);
    return true;
  }

  int count() {
    return count;
  }

  /** Where the line stood among all access lines. */
  long order(int index) {
    return orders[index];
  }

  long second(int index) {
    return seconds[index];
  }

  long bytes(int index) {
    return bytes[index];
  }

  int host(int index) {
    return hosts[index];
  }

  /** A session has it already. */
  boolean taken(int index) {
    return ((taken >>> index) & 1) != 0;
  }

  void take(int index) {
    taken |= 1L << index;
  }

  /** A request may have ended between these seconds, both included. */
  boolean touches(long from, long to) {
    return latest >= from && earliest <= to;
  }

  /** No request ended at {@code second} or later. */
  boolean before(long second) {
    return latest < second;
  }

  @Override
  void write(OpenWriter out) {
    out.begin(TYPE).number(download).number(count).number(taken);
    for (int i = 0; i < count; i++) {
      out.number(orders[i] - (i == 0 ? 0 : orders[i - 1]));
      out.signed(seconds[i] - (i == 0 ? 0 : seconds[i - 1]));
      out.number(bytes[i]).signed(hosts[i]);
    }
  }
}
