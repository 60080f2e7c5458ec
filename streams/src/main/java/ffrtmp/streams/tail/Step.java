package ffrtmp.streams.tail;

/** What came of reading on in a file. */
sealed interface Step {
  /** Lines, or a long stretch that was passed over. */
  record Taken(Chunk chunk) implements Step {}

  /** Nothing more for now. */
  record AtEnd() implements Step {}

  /** The file holds something else than what was read of it: look at the folder again. */
  record Displaced() implements Step {}
}
