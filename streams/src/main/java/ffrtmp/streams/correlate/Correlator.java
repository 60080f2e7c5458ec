package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.LinkMethod;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SessionClass;
import ffrtmp.streams.line.AccessLine;
import ffrtmp.streams.line.CacheResult;
import ffrtmp.streams.line.Damage;
import ffrtmp.streams.line.LineSink;
import ffrtmp.streams.line.Slice;
import ffrtmp.streams.line.StreamLine;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Turns lines into sessions, downloads, the links between them, and traffic. Event time alone
 * decides: no clock, no I/O, no randomness, so the same lines teach the same, wherever a batch ends
 * and however often the state is restored in between.
 *
 * <p>Not safe for several threads. Times are epoch seconds.
 */
public final class Correlator implements LineSink {
  private static final byte[] HEARTBEAT_PATH = ascii("/lancache-heartbeat");
  private static final byte[] HEARTBEAT_CLIENT = ascii("127.0.0.1");
  private static final int FIRST_FAILURE = 400;

  private final CorrelatorSettings settings;
  private final ServiceCache services;
  private final OpenState open = new OpenState();
  private final EventClock clock = new EventClock();
  private final Downloads downloads;
  private final Sessions sessions;
  private final Rollup rollup;
  private final Linker linker;
  private final Header header;
  private final Slice name = new Slice();
  private final Slice noTag = new Slice();

  private Correlator(CorrelatorSettings settings, Services services) {
    this.settings = settings;
    this.services = new ServiceCache(services);
    downloads = new Downloads(settings, clock, open);
    sessions = new Sessions(open, settings.maxKeys());
    rollup = new Rollup(settings, clock, open);
    linker =
        settings.sameConnection()
            ? new ByteBudget(downloads, clock, open, settings.retentionSeconds())
            : new CoActivity(downloads);
    header = new Header(open, clock, downloads, sessions, rollup);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** One that knows nothing yet. */
  public static Correlator create(CorrelatorSettings settings, Services services) {
    return new Correlator(settings, services);
  }

  /**
   * One that goes on where another was drained: it behaves as that one would have.
   *
   * @param stored all entries as they stand after every drain so far
   * @throws OpenStateException when an entry was written by another version, or is damaged
   */
  public static Correlator restore(
      CorrelatorSettings settings, Services services, List<OpenEntry> stored) {
    Correlator made = new Correlator(settings, services);
    made.header.restore(stored);
    return made;
  }

  /**
   * All series that there are, by index. One that is no longer named holds nothing back any more;
   * one that was known by its name before stands where it stood.
   */
  public void series(List<LogSeries> all) {
    clock.series(all);
  }

  /** The lines that follow are from this series. */
  public void from(int series) {
    clock.from(series);
  }

  /**
   * Nothing was added to the series for a while: until lines come from it, it counts as read up to
   * the greatest time seen anywhere, so that it does not hold back the others.
   */
  public void idle(int series) {
    if (clock.idle(series)) settle();
  }

  /**
   * The present by the wall clock. It decides which seconds of traffic are worth telling, from when
   * on a download that nothing follows is shown as over, and which times are impossible (more than
   * a day ahead); never what belongs together.
   */
  public void now(long second) {
    clock.now(second);
    downloads.now(second);
    rollup.now(second);
  }

  /**
   * Up to where a series is known, or a number below every time while nothing is; of the series
   * that have lines to read, the one that is furthest behind should be read next.
   */
  public long watermark(int series) {
    return clock.watermark(series);
  }

  /** There is nothing more to read: everything open ends. */
  public void endOfInput() {
    clock.end(0);
    settle();
    clock.end(settings.retentionSeconds() + 2L * settings.gapSeconds());
  }

  @Override
  public void access(AccessLine line) {
    long second = line.second();
    if (clock.saw(second)) settle();
    if (isHeartbeat(line)) return;
    header.requests++;
    boolean served = line.status() < FIRST_FAILURE && line.bytes() > 0;
    CacheResult cache = served ? line.cache() : CacheResult.NONE;
    rollup.request(second, line.bytes(), cache);
    boolean late = second < clock.watermark() - settings.retentionSeconds();
    if (late) header.late++;
    Slice tag = line.tag().isEmpty() ? clock.hint() : line.tag();
    ServiceCache.Entry entry = services.of(tag, line.host());
    entry.distinction.find(line.path(), line.host(), name);
    Download download = downloads.find(line.client(), entry, name, second);
    if (download == null) {
      if (!served) return;
      download = downloads.begin(line.client(), entry, name);
    }
    long millis = served ? line.requestMillis() : 0;
    download.add(second, line.bytes(), cache, millis, entry.hostHash);
    downloads.touch(download, second);
    if (!late) downloads.addSecond(download, second, line.bytes(), cache);
    if (settings.sameConnection() && !late) {
      downloads.keep(download, header.requests, second, line.bytes(), entry.hostHash);
    }
  }

  private static boolean isHeartbeat(AccessLine line) {
    return ByteHash.equal(HEARTBEAT_PATH, line.path())
        && ByteHash.equal(HEARTBEAT_CLIENT, line.client());
  }

  @Override
  public void stream(StreamLine line) {
    long second = line.second();
    if (clock.saw(second)) settle();
    if (second < clock.watermark() - settings.retentionSeconds()) header.late++;
    Session session = sessions.of(line, services.of(noTag, line.host()));
    rollup.received(session.row, second);
    if (!settings.sameConnection()) passed(session);
    settle();
  }

  /** What a line says that cannot be read is counted by whoever reads. */
  @Override
  public void damaged(Damage reason) {}

  private void settle() {
    Session session = sessions.next(clock.watermark());
    while (session != null) {
      if (session.endSecond() > clock.watermark()) downloads.forgotten++;
      settle(session);
      session = sessions.next(clock.watermark());
    }
  }

  private void settle(Session session) {
    Linker.Link link = linker.find(session);
    if (link != null) {
      session.relate(link.download().number, link.method(), link.confidence());
      sessions.changed(session);
    }
    boolean shown = link != null && link.method() == LinkMethod.BYTE_BUDGET;
    if (settings.sameConnection() && !shown) passed(session);
  }

  private void passed(Session session) {
    if (session.row.sessionClass() != SessionClass.PASSTHROUGH) return;
    rollup.passed(session.row, session.endSecond());
  }

  /** What changed since the last time. */
  public Learnt drain() {
    downloads.sweep();
    rollup.sweep();
    var sessionRows = sessions.drainRows();
    var served = downloads.drainServed();
    var downloadRows = downloads.drainRows();
    var trafficRows = rollup.drainRows();
    List<OpenEntry> opened = open.drainOpened();
    header.drain(opened);
    return new Learnt(sessionRows, downloadRows, trafficRows, served, opened, open.drainClosed());
  }

  /** The number that the next session will have. */
  public long nextSession() {
    return sessions.nextNumber;
  }

  /** The number that the next download will have. */
  public long nextDownload() {
    return downloads.nextNumber;
  }

  /** How much {@link #drain} would give, in rows and entries, without traffic. */
  public int changes() {
    return sessions.changes() + downloads.changes() + open.changes();
  }

  /** Lines that came more than the retention behind the rest, from the beginning on. */
  public long lateLines() {
    return header.late;
  }

  /** What was let go before its time since a bound was reached, from the beginning on. */
  public long forgotten() {
    return downloads.forgotten;
  }

  /** The greatest time seen; 0 where there was none. */
  public long newestSecond() {
    return clock.newest() == EventClock.NEVER ? 0 : clock.newest();
  }

  /** Pieces of open state now. */
  public long openKeys() {
    return open.open();
  }

  /** What they take in memory, by estimate. */
  public long openBytes() {
    return downloads.estimate() + 400L * sessions.waiting() + 200L * rollup.size();
  }
}
