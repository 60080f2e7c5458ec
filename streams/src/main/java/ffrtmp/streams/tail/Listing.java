package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What log files there are. */
@FunctionalInterface
interface Listing {
  /**
   * @param complaints are told of the entries that cannot be looked at, which are left out
   * @throws IOException when the folder is there and cannot be listed
   */
  List<Seen> look(Disk disk, Complaints complaints) throws IOException;

  /** Every cache log of a folder; none while the folder is missing. */
  static Listing folder(Path folder) {
    return (disk, complaints) -> {
      List<Seen> seen = new ArrayList<>();
      for (Path path : entries(disk, folder)) {
        Optional<LogName> name = LogName.parse(String.valueOf(path.getFileName()));
        if (name.isPresent())
          entry(disk, path, name.get().series(), name.get(), complaints).ifPresent(seen::add);
      }
      return seen;
    };
  }

  private static List<Path> entries(Disk disk, Path folder) throws IOException {
    try {
      return disk.entries(folder);
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** These files, whatever their names. */
  static Listing files(List<Path> paths) {
    List<Path> distinct =
        paths.stream().map(path -> path.toAbsolutePath().normalize()).distinct().toList();
    return (disk, complaints) -> {
      List<Seen> seen = new ArrayList<>();
      for (Path path : distinct) {
        LogName name = LogName.any(String.valueOf(path.getFileName()));
        entry(disk, path, path.resolveSibling(name.series()).toString(), name, complaints)
            .ifPresent(seen::add);
      }
      return seen;
    };
  }

  /** One that cannot be looked at, such as a loop of links, must not hide the others. */
  private static Optional<Seen> entry(
      Disk disk, Path path, String family, LogName name, Complaints complaints) {
    try {
      return disk.stat(path).map(stat -> new Seen(path, family, name, stat));
    } catch (IOException e) {
      complaints.about(path, e);
      return Optional.empty();
    }
  }
}
