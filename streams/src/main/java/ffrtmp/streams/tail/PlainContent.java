package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file that is read where it lies. The open channel holds on to the file itself, whatever becomes
 * of its name.
 */
final class PlainContent implements Content {
  private final FileChannel channel;
  private final boolean isFinal;

  PlainContent(Path path, boolean isFinal) throws IOException {
    this.channel = FileChannel.open(path, StandardOpenOption.READ);
    this.isFinal = isFinal;
  }

  @Override
  public int read(long offset, byte[] into, int length) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, offset + buffer.position()) < 0) break;
    }
    return buffer.position();
  }

  long size() throws IOException {
    return channel.size();
  }

  @Override
  public boolean isFinal() {
    return isFinal;
  }

  @Override
  public long unread(long offset) throws IOException {
    return Math.max(0, channel.size() - offset);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
