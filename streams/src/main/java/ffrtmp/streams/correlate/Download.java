package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.streams.line.CacheResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One download as it goes on. What is counted by the second stays exact while lines come within the
 * retention, since the seconds of that time are kept.
 */
final class Download extends Cell {
  static final int TYPE = 2;

  /** So many hosts of a download are known. */
  static final int MAX_HOSTS = 16;

  final long number;
  final byte[] client;
  final String service;
  final byte[] name;
  final long hash;
  final List<SecondsPage> pages = new ArrayList<>();
  final List<RequestPage> requestPages = new ArrayList<>();

  /** The next in the same place of the table; the neighbours by last touch; whose it is. */
  @Nullable Download chain;

  @Nullable Download older;
  @Nullable Download newer;
  @Nullable Party party;

  /** Counts the touches of all downloads: the order in which they are let go. */
  long serial;

  /** The second, or the watermark where that was further, when a line last joined. */
  long touched = EventClock.NEVER;

  /** Its row says that it no longer goes on. */
  boolean over;

  boolean rowChanged;
  long first = Long.MAX_VALUE;
  long last = Long.MIN_VALUE;
  private long bytes;
  private long hitBytes;
  private long missBytes;
  private long toldHit;
  private long toldMiss;
  private long requests;
  private long activeSeconds;
  private long hitSeconds;
  private long missSeconds;
  private long peakBytes;
  private long timedBytes;
  private long timedMillis;
  private int[] hosts = new int[2];
  private int hostCount;
  private @Nullable SecondsPage page;

  Download(long key, long number, byte[] client, String service, byte[] name) {
    super(key);
    this.number = number;
    this.client = client;
    this.service = service;
    this.name = name;
    this.hash = hash(client, 0, client.length, service.hashCode(), name, 0, name.length);
  }

  Download(OpenReader in) {
    this(in.key(), in.number(), in.bytes(), in.text(), in.bytes());
    serial = in.number();
    touched = in.signed();
    over = in.flag();
    first = in.signed();
    last = first + in.number();
    bytes = in.number();
    hitBytes = in.number();
    missBytes = in.number();
    toldHit = hitBytes;
    toldMiss = missBytes;
    requests = in.number();
    activeSeconds = in.number();
    hitSeconds = in.number();
    missSeconds = in.number();
    peakBytes = in.number();
    timedBytes = in.number();
    timedMillis = in.number();
    for (int count = in.count(); count > 0; count--) addHost((int) in.signed());
  }

  static long hash(
      byte[] client,
      int from,
      int length,
      long service,
      byte[] name,
      int nameFrom,
      int nameLength) {
    long hash = ByteHash.mix(ByteHash.of(client, from, length), service);
    return ByteHash.mix(hash, ByteHash.of(name, nameFrom, nameLength));
  }

  /** A request joins. */
  void add(long second, long size, CacheResult cache, long millis, int host) {
    requests++;
    if (second < first) first = second;
    if (second > last) last = second;
    bytes += size;
    if (cache == CacheResult.HIT) hitBytes += size;
    else if (cache == CacheResult.MISS) missBytes += size;
    if (millis > 0) {
      timedBytes += size;
      timedMillis += millis;
    }
    if (hostCount == 0 || hosts[0] != host) addHost(host);
  }

  /** The page that a request's second is in is known: what is counted by the second. */
  void addSecond(SecondsPage in, int second, long size, CacheResult cache) {
    if (size == 0) return;
    long sum = in.add(second, size);
    if (sum == size) activeSeconds++;
    if (sum > peakBytes) peakBytes = sum;
    if (cache == CacheResult.HIT && in.hit(second)) hitSeconds++;
    if (cache == CacheResult.MISS && in.miss(second)) missSeconds++;
  }

  /** The page of a minute, if there is one. */
  @Nullable SecondsPage page(long minute) {
    SecondsPage last = page;
    if (last != null && last.minute == minute) return last;
    for (SecondsPage candidate : pages) {
      if (candidate.minute == minute) {
        page = candidate;
        return candidate;
      }
    }
    return null;
  }

  void add(SecondsPage added) {
    pages.add(added);
    page = added;
  }

  /** Drops the pages that end before {@code second}. */
  void dropBefore(long second, OpenState open) {
    for (int i = pages.size() - 1; i >= 0; i--) {
      SecondsPage old = pages.get(i);
      if ((old.minute + 1) * SecondsPage.SECONDS > second) continue;
      open.close(old);
      pages.remove(i);
      if (page == old) page = null;
    }
  }

  private void addHost(int host) {
    for (int i = 0; i < hostCount; i++) {
      if (hosts[i] != host) continue;
      hosts[i] = hosts[0];
      hosts[0] = host;
      return;
    }
    if (hostCount == MAX_HOSTS) return;
    if (hostCount == hosts.length) hosts = Arrays.copyOf(hosts, hostCount * 2);
    hosts[hostCount++] = host;
  }

  /** One of its requests was to this host; of many hosts only the first 16 are known. */
  boolean asked(int host) {
    for (int i = 0; i < hostCount; i++) if (hosts[i] == host) return true;
    return false;
  }

  long bytes() {
    return bytes;
  }

  boolean is(String ofService, byte[] data, int from, int length, byte[] text, int at, int count) {
    return service.equals(ofService)
        && ByteHash.equal(client, data, from, length)
        && ByteHash.equal(name, text, at, count);
  }

  String clientText() {
    return new String(client, StandardCharsets.UTF_8);
  }

  /** What it received since the last time, as far as it is known where from. */
  Served drainServed() {
    Served served = new Served(hitBytes - toldHit, missBytes - toldMiss);
    toldHit = hitBytes;
    toldMiss = missBytes;
    return served;
  }

  DownloadRow row() {
    return new DownloadRow(
        number,
        clientText(),
        service,
        new String(name, StandardCharsets.UTF_8),
        first,
        last,
        !over,
        bytes,
        hitBytes,
        missBytes,
        requests,
        activeSeconds,
        hitSeconds,
        missSeconds,
        peakBytes,
        timedBytes,
        timedMillis);
  }

  @Override
  void write(OpenWriter out) {
    out.begin(TYPE).number(number).bytes(client).text(service).bytes(name);
    out.number(serial).signed(touched).flag(over).signed(first).number(last - first);
    out.number(bytes).number(hitBytes).number(missBytes).number(requests);
    out.number(activeSeconds).number(hitSeconds).number(missSeconds).number(peakBytes);
    out.number(timedBytes).number(timedMillis).number(hostCount);
    for (int i = 0; i < hostCount; i++) out.signed(hosts[i]);
  }
}
