package ffrtmp.streams.tail;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a rewritten file the line that was read last. Where it stands several times, the one
 * after the same bytes counts; else the nearest at or before the old offset; else the first.
 */
final class AnchorSearch {
  private static final int BLOCK = 1 << 20;

  private static final int BLANK = Trail.lineProof(new byte[0], 0, 0);

  private final PlainContent content;
  private final long anchor;
  private final long offset;
  private long nearest = -1;

  AnchorSearch(PlainContent content, long anchor, long offset) {
    this.content = content;
    this.anchor = anchor;
    this.offset = offset;
  }

  /** The trail behind that line; null when the file does not hold it, or it is blank. */
  @Nullable Trail find() throws IOException {
    if (Trail.lineOf(anchor) == BLANK) return null;
    byte[] data = new byte[Trail.WINDOW + BLOCK];
    int kept = 0;
    long start = 0;
    while (true) {
      byte[] block = new byte[BLOCK];
      int read = content.read(start + kept, block, BLOCK);
      if (read == 0) return nearest < 0 ? null : Trail.load(content, nearest);
      System.arraycopy(block, 0, data, kept, read);
      Trail exact = look(data, kept, kept + read, start);
      if (exact != null) return exact;
      int keep = Math.min(Trail.WINDOW, kept + read);
      System.arraycopy(data, kept + read - keep, data, 0, keep);
      start += kept + read - keep;
      kept = keep;
    }
  }

  private @Nullable Trail look(byte[] data, int from, int to, long start) throws IOException {
    int line = Trail.lineOf(anchor);
    for (int at = from; at < to; at++) {
      if (data[at] != '\n' || Trail.lineProof(data, 0, at) != line) continue;
      long found = start + at + 1;
      Trail trail = Trail.load(content, found);
      if (trail != null && trail.anchor() == anchor) return trail;
      if (nearest < 0 || found <= offset) nearest = found;
    }
    return null;
  }
}
