package ffrtmp.persistence.read;

/**
 * An entity's state as the read tables follow it.
 *
 * @param number the number of the last event folded in
 * @param stored whether the tables have a row of it
 */
record Tracked<S>(S state, long number, boolean stored) {
  Tracked<S> next(S state, long number) {
    return new Tracked<>(state, number, stored);
  }

  Tracked<S> written() {
    return new Tracked<>(state, number, true);
  }
}
