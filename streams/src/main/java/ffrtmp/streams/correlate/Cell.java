package ffrtmp.streams.correlate;

/** A piece of open state that is stored under one key. */
abstract class Cell {
  final long key;

  /** Is among the cells to be written at the next drain. */
  boolean dirty;

  /** Was written before, so that its end must be told. */
  boolean stored;

  boolean closed;

  Cell(long key) {
    this.key = key;
  }

  abstract void write(OpenWriter out);
}
