package ffrtmp.streams.correlate;

/** Up to 64 requests of one download that no session has taken yet, in the order of the file. */
final class RequestPage extends Cell {
  static final int TYPE = 4;
  static final int ROOM = 64;

  final long download;
  private final long[] orders = new long[ROOM];
  private final long[] seconds = new long[ROOM];
  private final long[] bytes = new long[ROOM];
  private final int[] hosts = new int[ROOM];
  private int count;
  private int written;

  RequestPage(long key, long download) {
    super(key);
    this.download = download;
  }

  RequestPage(OpenReader in) {
    super(in.key());
    download = in.number();
    written = (int) in.number();
    count = in.count();
    if (count > ROOM) throw in.broken();
    long order = 0;
    long second = 0;
    for (int i = 0; i < count; i++) {
      order += in.number();
      second += in.signed();
      orders[i] = order;
      seconds[i] = second;
      bytes[i] = in.number();
      hosts[i] = (int) in.signed();
    }
  }

  /** False when the page is full. */
  boolean add(long order, long second, long size, int host) {
    if (written == ROOM) return false;
    orders[count] = order;
    seconds[count] = second;
    bytes[count] = size;
    hosts[count] = host;
    count++;
    written++;
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

  /** A session took the request that stood at {@code order}. */
  void take(long order) {
    for (int i = 0; i < count; i++) {
      if (orders[i] != order) continue;
      int behind = count - i - 1;
      System.arraycopy(orders, i + 1, orders, i, behind);
      System.arraycopy(seconds, i + 1, seconds, i, behind);
      System.arraycopy(bytes, i + 1, bytes, i, behind);
      System.arraycopy(hosts, i + 1, hosts, i, behind);
      count--;
      return;
    }
  }

  /** No request ended at {@code second} or later. */
  boolean before(long second) {
    for (int i = 0; i < count; i++) if (seconds[i] >= second) return false;
    return true;
  }

  @Override
  void write(OpenWriter out) {
    out.begin(TYPE).number(download).number(written).number(count);
    for (int i = 0; i < count; i++) {
      out.number(orders[i] - (i == 0 ? 0 : orders[i - 1]));
      out.signed(seconds[i] - (i == 0 ? 0 : seconds[i - 1]));
      out.number(bytes[i]).signed(hosts[i]);
    }
  }
}
