package ffrtmp.streams.tail;

import org.jspecify.annotations.Nullable;

/**
 * Where a generation is to be read from now on.
 *
 * @param cut the file ends before what was read: a copy that lost its end
 * @param found where to go on in a file that somebody wrote anew; null: where it was left
 */
record Seat(Seen file, boolean cut, @Nullable Trail found) {
  static Seat in(Seen file) {
    return new Seat(file, false, null);
  }
}
