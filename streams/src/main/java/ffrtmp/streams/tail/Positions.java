package ffrtmp.streams.tail;

import ffrtmp.protocol.stream.FilePosition;
import java.util.List;

/**
 * What changed since the positions were last drained; a position covers exactly the chunks that
 * were taken.
 *
 * @param changed replace those with the same {@link FilePosition#firstLine}
 * @param forgotten are no longer needed, by {@link FilePosition#firstLine}
 */
public record Positions(List<FilePosition> changed, List<Long> forgotten) {
  public Positions {
    changed = List.copyOf(changed);
    forgotten = List.copyOf(forgotten);
  }

  public boolean isEmpty() {
    return changed.isEmpty() && forgotten.isEmpty();
  }
}
