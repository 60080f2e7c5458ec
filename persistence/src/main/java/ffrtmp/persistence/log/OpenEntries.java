package ffrtmp.persistence.log;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonCreator.Mode;
import com.fasterxml.jackson.annotation.JsonValue;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.OpenEntry;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The correlator's open state, by key. Immutable, because a snapshot of it is written while the
 * next batch comes in; in buckets, so that a batch copies what it touches and not all of it.
 */
public final class OpenEntries {
  private static final int BUCKET_BITS = 8;

  /** Well below a frame between nodes, since the last bucket may go beyond it. */
  private static final int PART_BYTES = 128 << 10;

  private static final int ENTRY_BYTES = 16;
  private static final int SPREAD = 0x9E3779B9;

  /** Nothing is open. */
  public static final OpenEntries NONE =
      new OpenEntries(Collections.nCopies(1 << BUCKET_BITS, Map.of()));

  private final List<Map<Long, OpenEntry>> buckets;

  private OpenEntries(List<Map<Long, OpenEntry>> buckets) {
    this.buckets = buckets;
  }

  /** These entries; of two with one key the later one. */
  @JsonCreator(mode = Mode.DELEGATING)
  public static OpenEntries of(List<OpenEntry> entries) {
    return NONE.with(entries, new long[0]);
  }

  /** All entries, in no order that means anything. */
  @JsonValue
  public List<OpenEntry> all() {
    var all = new ArrayList<OpenEntry>();
    for (var bucket : buckets) all.addAll(bucket.values());
    return all;
  }

  /**
   * The entries from a bucket on, as many buckets as fit a message; a number outside of them gives
   * nothing.
   */
  LogReply.Part part(int from) {
    var entries = new ArrayList<OpenEntry>();
    long bytes = 0;
    int at = Math.max(0, from);
    while (at < buckets.size() && bytes < PART_BYTES) {
      for (var entry : buckets.get(at).values()) {
        entries.add(entry);
        bytes += entry.value().length + ENTRY_BYTES;
      }
      at++;
    }
    return new LogReply.Part(entries, at < buckets.size() ? at : 0);
  }

  /** These entries after {@code closed} have gone and {@code opened} have come or changed. */
  OpenEntries with(List<OpenEntry> opened, long[] closed) {
    if (opened.isEmpty() && closed.length == 0) return this;
    var next = new ArrayList<>(buckets);
    for (long key : closed) own(next, key).remove(key);
    for (var entry : opened) own(next, entry.key()).put(entry.key(), entry);
    return new OpenEntries(next);
  }

  /** The key's bucket in {@code next}, copied when it is still shared with this. */
  private Map<Long, OpenEntry> own(List<Map<Long, OpenEntry>> next, long key) {
    int at = (Long.hashCode(key) * SPREAD) >>> (Integer.SIZE - BUCKET_BITS);
    var bucket = next.get(at);
    if (bucket != buckets.get(at)) return bucket;
    var copy = new HashMap<>(bucket);
    next.set(at, copy);
    return copy;
  }
}
