package ffrtmp.http.access;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import org.jspecify.annotations.Nullable;

/** The file that the keys are kept in. */
final class KeysFile {
  /** Some 10,000 keys; anything larger is another file. */
  static final int MOST_BYTES = 4 << 20;

  private final Path path;

  KeysFile(Path path) {
    this.path = path;
  }

  /** What tells one state of the file from another without reading it. */
  record Stamp(FileTime modified, long size, @Nullable Object inode) {}

  /**
   * @throws KeysFileException when it is not there, too large, or wrong
   */
  KeyList load() throws KeysFileException {
    return new KeyListReader(path.toString()).read(text());
  }

  String text() throws KeysFileException {
    // a pipe would be waited for, and no key be taken back meanwhile
    if (Files.exists(path) && !Files.isRegularFile(path))
      throw new KeysFileException(path + " is no regular file");
    try (var in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES)
        throw new KeysFileException(path + " is larger than " + MOST_BYTES + " bytes");
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw new KeysFileException(
          path + " is not there; `ffrtmp keys create` writes it with its first key");
    } catch (CharacterCodingException e) {
      throw new KeysFileException(path + " is no text in UTF-8");
    } catch (IOException e) {
      throw new KeysFileException(path + " cannot be read: " + e.getMessage());
    }
  }

  /** How the file stands now; null where there is none. */
  @Nullable Stamp stamp() {
    try {
      BasicFileAttributes now = Files.readAttributes(path, BasicFileAttributes.class);
      return new Stamp(now.lastModifiedTime(), now.size(), now.fileKey());
    } catch (IOException e) {
      return null;
    }
  }

  @Override
  public String toString() {
    return path.toString();
  }
}
