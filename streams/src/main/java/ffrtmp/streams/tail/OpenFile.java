package ffrtmp.streams.tail;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Holds on to a file itself, whatever becomes of its name. */
interface OpenFile extends Closeable {
  /**
   * Reads from {@code at} on.
   *
   * @return how many bytes were read; -1 at the end
   */
  int read(ByteBuffer into, long at) throws IOException;

  long size() throws IOException;
}
