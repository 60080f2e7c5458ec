package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A file that is read where it lies. The open file is held on to, whatever becomes of its name. */
final class PlainContent implements Content {
  private final OpenFile file;
  private final boolean isFinal;

  PlainContent(OpenFile file, boolean isFinal) {
    this.file = file;
    this.isFinal = isFinal;
  }

  @Override
  public int read(long offset, byte[] into, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
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
