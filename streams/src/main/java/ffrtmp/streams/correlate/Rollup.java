package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.Grain;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.TrafficRow;
import ffrtmp.streams.line.CacheResult;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Traffic by second, minute, hour and day (UTC). Rows are absolute, so a span is kept for as long
 * as lines may still add to it: seconds for the retention, minutes for an hour, hours for two days,
 * days for forty. Beyond that a line adds to the longer spans alone, and to their bytes but not to
 * their active seconds and peaks, which only known seconds tell.
 */
final class Rollup {
  private static final long HOUR = 3_600;
  private static final long DAY = 86_400;
  private static final int HOURS_KEPT = 48;
  private static final int DAYS_KEPT = 40;

  private final CorrelatorSettings settings;
  private final EventClock clock;
  private final Shelf seconds;
  private final Shelf[] shelves;
  private final List<Span> changedRows = new ArrayList<>();
  private final OpenState open;
  private long present = EventClock.NEVER;

  Rollup(CorrelatorSettings settings, EventClock clock, OpenState open) {
    this.settings = settings;
    this.clock = clock;
    this.open = open;
    long retention = settings.retentionSeconds();
    seconds = shelf(Grain.SECOND, retention);
    shelves =
        new Shelf[] {
          seconds,
          shelf(Grain.MINUTE, Math.max(HOUR, retention)),
          shelf(Grain.HOUR, HOURS_KEPT * HOUR + retention),
          shelf(Grain.DAY, DAYS_KEPT * DAY)
        };
  }

  private Shelf shelf(Grain grain, long kept) {
    return new Shelf(grain, kept, settings.maxKeys(), clock, open);
  }

  void now(long second) {
    present = second;
  }

  /** A request ended; {@code cache} is NONE where it failed. */
  void request(long second, long bytes, CacheResult cache) {
    Span exact = seconds.span(second);
    boolean first = exact != null && exact.bytes == 0 && bytes > 0;
    long peak = exact == null ? 0 : exact.bytes + bytes;
    for (Shelf shelf : shelves) {
      Span span = shelf.span(second);
      if (span == null) continue;
      span.requests++;
      span.bytes += bytes;
      if (cache == CacheResult.HIT) span.hitBytes += bytes;
      else if (cache == CacheResult.MISS) span.missBytes += bytes;
      if (first) span.activeSeconds++;
      if (peak > span.peakBytes) span.peakBytes = peak;
      changed(span);
    }
  }

  /** A session ended: what its client sent. */
  void received(SessionRow row, long second) {
    for (Shelf shelf : shelves) {
      Span span = shelf.span(second);
      if (span == null) continue;
      span.receivedBytes += row.received();
      span.receivedMillis += row.durationMillis();
      changed(span);
    }
  }

  /** A session ended that carried what no request shows. */
  void passed(SessionRow row, long second) {
    for (Shelf shelf : shelves) {
      Span span = shelf.span(second);
      if (span == null) continue;
      span.sessionBytes += row.sent();
      span.sessionMillis += row.durationMillis();
      changed(span);
    }
  }

  private void changed(Span span) {
    open.changed(span);
    if (span.rowChanged) return;
    span.rowChanged = true;
    changedRows.add(span);
  }

  void restore(Span span) {
    for (Shelf shelf : shelves) shelf.restore(span);
  }

  void sweep() {
    for (Shelf shelf : shelves) shelf.sweep();
  }

  /** The rows that changed, by grain and start; seconds only near the present. */
  List<TrafficRow> drainRows() {
    long now = present == EventClock.NEVER ? clock.newest() : present;
    List<TrafficRow> rows = new ArrayList<>(changedRows.size());
    for (Span span : changedRows) {
      span.rowChanged = false;
      if (span.grain != Grain.SECOND || span.start >= now - settings.secondRows()) {
        rows.add(span.row());
      }
    }
    changedRows.clear();
    rows.sort(Comparator.comparing(TrafficRow::grain).thenComparingLong(TrafficRow::start));
    return rows;
  }

  int size() {
    int size = 0;
    for (Shelf shelf : shelves) size += shelf.size();
    return size;
  }

  void write(OpenWriter out) {
    for (Shelf shelf : shelves) out.signed(shelf.floor());
  }

  void read(OpenReader in) {
    for (Shelf shelf : shelves) shelf.floor(in.signed());
  }
}
