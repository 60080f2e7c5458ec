package ffrtmp.streams.correlate;

/** A download's bytes in each second of one minute; bytes take 61 bits beside two flags. */
final class SecondsPage extends Cell {
  static final int TYPE = 3;
  static final int SECONDS = 60;

  private static final int HIT = 1;
  private static final int MISS = 2;
  private static final int FLAG_BITS = 2;

  final long download;
  final long minute;
  private final long[] seconds = new long[SECONDS];

  SecondsPage(long key, long download, long minute) {
    super(key);
    this.download = download;
    this.minute = minute;
  }

  SecondsPage(OpenReader in) {
    super(in.key());
    download = in.number();
    minute = in.signed();
    int second = 0;
    for (int count = in.count(); count > 0; count--) {
      second += (int) in.number();
      if (second >= SECONDS) throw in.broken();
      seconds[second] = in.number();
    }
  }

  /** Adds to a second, 0 to 59; gives the bytes now in it. */
  long add(int second, long bytes) {
    seconds[second] += bytes << FLAG_BITS;
    return seconds[second] >>> FLAG_BITS;
  }

  /** Marks a second as served from the cache; true the first time. */
  boolean hit(int second) {
    return flag(second, HIT);
  }

  /** Marks a second as fetched from upstream; true the first time. */
  boolean miss(int second) {
    return flag(second, MISS);
  }

  private boolean flag(int second, int flag) {
    boolean first = (seconds[second] & flag) == 0;
    seconds[second] |= flag;
    return first;
  }

  @Override
  void write(OpenWriter out) {
    out.begin(TYPE).number(download).signed(minute);
    int used = 0;
    for (long packed : seconds) if (packed != 0) used++;
    out.number(used);
    int last = 0;
    for (int second = 0; second < SECONDS; second++) {
      if (seconds[second] == 0) continue;
      out.number(second - last).number(seconds[second]);
      last = second;
    }
  }
}
