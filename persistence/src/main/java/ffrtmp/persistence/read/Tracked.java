package ffrtmp.persistence.read;

import ffrtmp.persistence.journal.Link;
import org.jspecify.annotations.Nullable;

/**
 * An entity's state as the read tables follow it.
 *
 * @param number the number of the last event folded in
 * @param head the last link that was stored with an event; absent: none was
 * @param stored whether the tables have a row of it
 */
record Tracked<S>(S state, long number, @Nullable Link head, boolean stored) {
  Tracked<S> next(S state, long number, @Nullable Link link) {
    return new Tracked<>(state, number, link == null ? head : link, stored);
  }

  Tracked<S> written() {
    return new Tracked<>(state, number, head, true);
  }
}
