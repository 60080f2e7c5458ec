package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is read where it lies. The open file is held on to, whatever becomes of its name. */
final class PlainContent implements Content {
  private final OpenFile file;
  private final long end;
  private final boolean isFinal;

  PlainContent(OpenFile file, boolean isFinal) {
    this(file, Long.MAX_VALUE, isFinal);
  }

  private PlainContent(OpenFile file, long end, boolean isFinal) {
    this.file = file;
    this.end = end;
    this.isFinal = isFinal;
  }

  /** The same open file, of which nothing behind {@code end} is shown. */
  PlainContent upTo(long end) {
    return new PlainContent(file, end, isFinal);
  }

  @Override
  public int read(long offset, byte[] into, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, (int) Math.max(0, Math.min(length, end - offset)));
    while (buffer.hasRemaining()) {
      if (file.read(buffer, offset + buffer.position()) < 0) break;
    }
    return buffer.position();
  }

  long size() throws IOException {
    return file.size();
  }

  @Override
  public boolean isFinal() {
    return isFinal;
  }

  @Override
  public long unread(long offset) throws IOException {
    return Math.max(0, file.size() - offset);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
