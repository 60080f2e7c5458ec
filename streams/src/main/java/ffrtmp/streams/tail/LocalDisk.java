package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The file system of this machine. */
final class LocalDisk implements Disk {
  private static final String EVERYWHERE = "size,lastModifiedTime,isRegularFile";
  private static final FileTime NEVER = FileTime.fromMillis(0);

  @Override
  public List<Path> entries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder)) {
      found.forEach(entries::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return entries;
  }

  @Override
  public Optional<Stat> stat(Path path) throws IOException {
    boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
    try {
      Map<String, Object> found =
          Files.readAttributes(path, unix ? "unix:dev,ino,ctime," + EVERYWHERE : EVERYWHERE);
      if (!Boolean.TRUE.equals(found.get("isRegularFile"))) return Optional.empty();
      return Optional.of(
          new Stat(
              number(found, "dev"),
              number(found, "ino"),
              number(found, "size"),
              time(found, "lastModifiedTime").toMillis(),
              time(found, "ctime").to(TimeUnit.NANOSECONDS)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static long number(Map<String, Object> found, String attribute) {
    return found.get(attribute) instanceof Number number ? number.longValue() : 0;
  }

  private static FileTime time(Map<String, Object> found, String attribute) {
    return found.get(attribute) instanceof FileTime time ? time : NEVER;
  }

  @Override
  public OpenFile open(Path path) throws IOException {
    return new Channel(FileChannel.open(path, StandardOpenOption.READ));
  }

  private record Channel(FileChannel channel) implements OpenFile {
    @Override
    public int read(ByteBuffer into, long at) throws IOException {
      return channel.read(into, at);
    }

    @Override
    public long size() throws IOException {
      return channel.size();
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }
}
