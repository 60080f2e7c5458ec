package ffrtmp.streams.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/** The files that Linux shows of its network interfaces, in a folder. */
final class FakeKernel {
  private final Path root;

  FakeKernel(Path root) {
    this.root = root;
  }

  void sys(String name, String operstate, long received, long transmitted) {
    Path entry = root.resolve("sys/class/net").resolve(name);
    write(entry.resolve("operstate"), operstate + "\n");
    write(entry.resolve("statistics/rx_bytes"), received + "\n");
    write(entry.resolve("statistics/tx_bytes"), transmitted + "\n");
  }

  /** As {@link #sys}, with a device behind it. */
  void device(String name, String operstate, long received, long transmitted) {
    sys(name, operstate, received, transmitted);
    write(root.resolve("sys/class/net").resolve(name).resolve("device/uevent"), "DRIVER=e1000\n");
  }

  void proc(String text) {
    write(root.resolve("proc/net/dev"), text);
  }

  void removeSys(String name) {
    try (Stream<Path> files = Files.walk(root.resolve("sys/class/net").resolve(name))) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      // moved into place, so that no reader finds it empty
      Path fresh = file.resolveSibling(file.getFileName() + ".new");
      Files.writeString(fresh, text);
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
