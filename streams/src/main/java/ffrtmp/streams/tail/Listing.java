package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What log files there are. */
@FunctionalInterface
interface Listing {
  /**
   * @param complaints are told of the entries that cannot be looked at, which are left out
   * @throws IOException when the folder is there and cannot be listed
   */
  List<Seen> look(Complaints complaints) throws IOException;

  /** Every cache log of a folder; none while the folder is missing. */
  static Listing folder(Path folder) {
    return complaints -> {
      List<Seen> seen = new ArrayList<>();
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path path : entries) {
          Optional<LogName> name = LogName.parse(String.valueOf(path.getFileName()));
          if (name.isPresent())
            entry(path, name.get().series(), name.get(), complaints).ifPresent(seen::add);
        }
      } catch (DirectoryIteratorException e) {
        throw e.getCause();
      } catch (NoSuchFileException e) {
        return List.of();
      }
      return seen;
    };
  }

  /** These files, whatever their names. */
  static Listing files(List<Path> paths) {
    List<Path> distinct =
        paths.stream().map(path -> path.toAbsolutePath().normalize()).distinct().toList();
    return complaints -> {
      List<Seen> seen = new ArrayList<>();
      for (Path path : distinct) {
        LogName name = LogName.any(String.valueOf(path.getFileName()));
        entry(path, path.resolveSibling(name.series()).toString(), name, complaints)
            .ifPresent(seen::add);
      }
      return seen;
    };
  }

  /** One that cannot be looked at, such as a loop of links, must not hide the others. */
  private static Optional<Seen> entry(
      Path path, String family, LogName name, Complaints complaints) {
    try {
      return see(path, family, name);
    } catch (IOException e) {
      complaints.about(path, e);
      return Optional.empty();
    }
  }

  /** The file of that name as it is now; empty when there is none. */
  static Optional<Seen> see(Path path, String family, LogName name) throws IOException {
    try {
      boolean unix = path.getFileSystem().supportedFileAttributeViews().contains("unix");
      Map<String, Object> found =
          Files.readAttributes(
              path, (unix ? "unix:dev,ino," : "") + "size,lastModifiedTime,isRegularFile");
      if (!Boolean.TRUE.equals(found.get("isRegularFile"))) return Optional.empty();
      return Optional.of(
          new Seen(
              path,
              family,
              name,
              number(found.getOrDefault("dev", 0L)),
              number(found.getOrDefault("ino", 0L)),
              number(found.getOrDefault("size", 0L)),
              found.get("lastModifiedTime") instanceof FileTime time ? time.toMillis() : 0));
    } catch (NoSuchFileException e) {
      return Optional.empty(); // renamed or deleted since it was listed: the next look tells
    }
  }

  private static long number(Object value) {
    return ((Number) value).longValue();
  }
}
