package ffrtmp.node.worker.process;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A log of bounded size: its first lines and its last, with a mark where it was cut. Whole lines
 * only, so that no character is cut in two.
 */
public final class LogTail {
  private static final int HEAD = 4 * 1024;
  private static final int TAIL = 12 * 1024;

  private final StringBuilder head = new StringBuilder();
  private final Deque<String> tail = new ArrayDeque<>();
  private int tailLength;
  private boolean headFull;
  private long cutLines;

  /** Adds a line; one longer than the whole tail would be cut by who reads it. */
  public synchronized void add(String line) {
    if (!headFull && head.length() + line.length() + 1 <= HEAD) {
      head.append(line).append('\n');
      return;
    }
    headFull = true;
    tail.addLast(line);
    tailLength += line.length() + 1;
    while (tailLength > TAIL && tail.size() > 1) {
      tailLength -= tail.removeFirst().length() + 1;
      cutLines++;
    }
  }

  /** The log as far as it was kept; at most 16 KiB of characters and the mark. */
  public synchronized String text() {
    StringBuilder all = new StringBuilder(head);
    if (cutLines > 0) all.append("[… ").append(cutLines).append(" lines cut …]\n");
    for (String line : tail) all.append(line).append('\n');
    return all.toString();
  }
}
