package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.OpenEntry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Which cells changed since the last drain, and which stored ones ended. */
final class OpenState {
  /** The key of the header; every other key is greater. */
  static final long HEADER = 0;

  private final OpenWriter writer = new OpenWriter();
  private final List<Cell> changed = new ArrayList<>();
  private long[] ended = new long[16];
  private int endedCount;
  private long nextKey = HEADER + 1;
  private int open;

  long newKey() {
    open++;
    return nextKey++;
  }

  /** A cell was read back. */
  void restored(Cell cell) {
    cell.stored = true;
    open++;
  }

  void changed(Cell cell) {
    if (cell.dirty || cell.closed) return;
    cell.dirty = true;
    changed.add(cell);
  }

  void close(Cell cell) {
    if (cell.closed) return;
    cell.closed = true;
    open--;
    if (!cell.stored) return;
    if (endedCount == ended.length) ended = Arrays.copyOf(ended, endedCount * 2);
    ended[endedCount++] = cell.key;
  }

  /** Cells open now. */
  int open() {
    return open;
  }

  long nextKey() {
    return nextKey;
  }

  void nextKey(long key) {
    nextKey = key;
  }

  /** Entries that {@link #drainOpened} would give at the most. */
  int changes() {
    return changed.size();
  }

  List<OpenEntry> drainOpened() {
    List<OpenEntry> entries = new ArrayList<>(changed.size());
    for (Cell cell : changed) {
      cell.dirty = false;
      if (cell.closed) continue;
      cell.write(writer);
      cell.stored = true;
      entries.add(new OpenEntry(cell.key, writer.toBytes()));
    }
    changed.clear();
    return entries;
  }

  long[] drainClosed() {
    long[] keys = Arrays.copyOf(ended, endedCount);
    endedCount = 0;
    return keys;
  }
}
