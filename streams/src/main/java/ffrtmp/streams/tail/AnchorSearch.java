package ffrtmp.streams.tail;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds in a rewritten file the line that was read last. Where it stands several times, the one
 * after the same bytes counts; else the last at or before the old offset; else the first. It reads
 * the file once, from its beginning.
 */
final class AnchorSearch {
  static final int BLOCK = 1 << 16;
  private static final int BLANK = Trail.lineProof(new byte[0], 0, 0);

  private final Content content;
  private final long anchor;
  private final long offset;
  private final Trail passed = new Trail();
  private @Nullable Trail nearest;

  AnchorSearch(Content content, long anchor, long offset) {
    this.content = content;
    this.anchor = anchor;
    this.offset = offset;
  }

  /** The trail behind that line; null when the file does not hold it, or it is blank. */
  @Nullable Trail find() throws IOException {
    if (Trail.lineOf(anchor) == BLANK) return null;
    byte[] block = new byte[BLOCK];
    byte[] data = new byte[Trail.WINDOW + BLOCK];
    int kept = 0;
    while (true) {
      int read = content.read(passed.offset(), block, BLOCK);
      if (read == 0) return nearest;
      System.arraycopy(block, 0, data, kept, read);
      Trail exact = look(data, kept, kept + read);
      if (exact != null) return exact;
      int keep = Math.min(Trail.WINDOW, kept + read);
      System.arraycopy(data, kept + read - keep, data, 0, keep);
      kept = keep;
    }
  }

  /** What lies before {@code from} was looked at, and says where lines begin. */
  private @Nullable Trail look(byte[] data, int from, int to) {
    int line = Trail.lineOf(anchor);
    int done = from;
    for (int at = from; at < to; at++) {
      if (data[at] != '\n' || Trail.lineProof(data, 0, at) != line) continue;
      passed.advance(data, done, at + 1);
      done = at + 1;
      if (passed.anchor() == anchor) return passed;
      if (nearest == null || passed.offset() <= offset) nearest = passed.copy();
    }
    passed.advance(data, done, to);
    return null;
  }
}
