package ffrtmp.streams.tail;

import java.util.HashSet;
import java.util.Set;

/**
 * Hands out what generations are known by: 48 bits of the first line's hash and a number that tells
 * apart those that begin with the same line, as where a tool writes a heading into each file.
 */
final class Keys {
  private final Set<Long> taken = new HashSet<>();

  void take(long key) {
    taken.add(key);
  }

  void release(long key) {
    taken.remove(key);
  }

  long next(long firstLine) {
    long key = firstLine & Head.FIRST_LINE;
    while (!taken.add(key)) key++;
    return key;
  }
}
