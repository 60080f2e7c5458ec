package ffrtmp.streams.tail;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A packed file, unpacked as it is read. Reading goes forward; the last stretch is kept, so that
 * the line at its end can be read again. Where the file is damaged its content ends.
 */
final class PackedContent implements Content {
  private static final int STORED_BUFFER = 1 << 16;

  private final OpenFile file;
  private final Packing packing;
  private final byte[] kept;
  private Stored stored;
  private @Nullable InputStream unpacked;
  private long start;
  private int length;
  private boolean ended;
  private @Nullable IOException damage;

  /**
   * @param keep how many bytes may be read at once
   */
  PackedContent(OpenFile file, Packing packing, int keep) throws IOException {
    this.file = file;
    this.packing = packing;
    this.kept = new byte[keep];
    this.stored = new Stored(file);
  }

  @Override
  public int read(long offset, byte[] into, int count) throws IOException {
    if (offset < start) restart();
    passTo(offset);
    while (length < count && !ended) fill();
    int read = start == offset ? Math.min(length, count) : 0;
    System.arraycopy(kept, 0, into, 0, read);
    return read;
  }

  private void restart() throws IOException {
    closeUnpacked();
    stored = new Stored(file);
    unpacked = null;
    start = 0;
    length = 0;
    ended = false;
    damage = null;
  }

  private void passTo(long offset) {
    while (true) {
      int passed = (int) Math.min(length, offset - start);
      System.arraycopy(kept, passed, kept, 0, length - passed);
      start += passed;
      length -= passed;
      if (start == offset || ended) return;
      fill();
    }
  }

  private void fill() {
    try {
      if (unpacked == null) unpacked = open();
      int read = unpacked.read(kept, length, kept.length - length);
      if (read < 0) ended = true;
      else length += read;
    } catch (IOException e) {
      ended = true;
      damage = e;
    }
  }

  private InputStream open() throws IOException {
    return packing == Packing.GZIP
        ? new GZIPInputStream(stored, STORED_BUFFER)
        : new ZstdInputStream(stored);
  }

  /** Why the content ended before its end; null while it did not. */
  @Nullable IOException damage() {
    return damage;
  }

  /** The file stops in the middle: somebody may still be writing it. */
  boolean cutOff() {
    return damage instanceof EOFException
        || (damage instanceof ZstdIOException zstd
            && zstd.getErrorCode() == Zstd.errSrcSizeWrong());
  }

  @Override
  public boolean isFinal() {
    return true;
  }

  @Override
  public long unread(long offset) throws IOException {
    return ended && offset >= start + length ? 0 : stored.unread();
  }

  private void closeUnpacked() throws IOException {
    if (unpacked != null) unpacked.close();
  }

  @Override
  public void close() throws IOException {
    try {
      closeUnpacked();
    } finally {
      file.close();
    }
  }

  /** The file as it is stored; counts what was taken of it. */
  private static final class Stored extends InputStream {
    private final OpenFile file;
    private final long size;
    private final ByteBuffer buffer = ByteBuffer.allocate(STORED_BUFFER).limit(0);
    private long fetched;

    Stored(OpenFile file) throws IOException {
      this.file = file;
      this.size = file.size();
    }

    long unread() {
      return Math.max(0, size - fetched + buffer.remaining());
    }

    private boolean ended() throws IOException {
      if (buffer.hasRemaining()) return false;
      buffer.clear();
      int read = file.read(buffer, fetched);
      buffer.flip();
      fetched += buffer.remaining();
      return read < 0;
    }

    @Override
    public int read() throws IOException {
      return ended() ? -1 : buffer.get() & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      if (count == 0) return 0;
      if (ended()) return -1;
      int taken = Math.min(count, buffer.remaining());
      buffer.get(into, from, taken);
      return taken;
    }

    @Override
    public int available() {
      return (int) Math.min(Integer.MAX_VALUE, unread());
    }
  }
}
