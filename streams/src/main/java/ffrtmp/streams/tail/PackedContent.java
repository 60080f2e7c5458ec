package ffrtmp.streams.tail;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * A packed file, unpacked as it is read. Reading goes forward; the last stretch is kept, so that
 * the line at its end can be read again. Where the file is damaged its content ends.
 */
final class PackedContent implements Content {
  private static final int STORED_BUFFER = 1 << 16;

  private final Path path;
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
  PackedContent(Path path, Packing packing, int keep) throws IOException {
    this.path = path;
    this.packing = packing;
    this.kept = new byte[keep];
    this.stored = new Stored(path);
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
    close();
    stored = new Stored(path);
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
    return ended && offset >= start + length ? 0 : Math.max(0, stored.size - stored.read);
  }

  @Override
  public void close() throws IOException {
    if (unpacked != null) unpacked.close();
    stored.close();
  }

  /** The file as it is stored; counts what was taken of it. */
  private static final class Stored extends FilterInputStream {
    private final long size;
    private long read;

    Stored(Path path) throws IOException {
      super(new BufferedInputStream(Files.newInputStream(path), STORED_BUFFER));
      this.size = Files.size(path);
    }

    @Override
    public int read() throws IOException {
      int one = super.read();
      if (one >= 0) read++;
      return one;
    }

    @Override
    public int read(byte[] into, int from, int count) throws IOException {
      int taken = super.read(into, from, count);
      read += Math.max(0, taken);
      return taken;
    }
  }
}
