package ffrtmp.streams.tail;

import java.io.Closeable;
import java.io.IOException;

/** The bytes of a log file as they were written, unpacked. */
interface Content extends Closeable {
  /**
   * Reads from {@code offset} on until {@code length} bytes are there or the content ends.
   *
   * @return how many bytes were read; fewer than {@code length} only at the end for now
   */
  int read(long offset, byte[] into, int length) throws IOException;

  /** Nothing can be added: the file is packed, or is read as a whole. */
  boolean isFinal();

  /** What is not read yet behind {@code offset}, in bytes as stored. */
  long unread(long offset) throws IOException;
}
