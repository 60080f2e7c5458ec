package ffrtmp.streams.network;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The machine's network interfaces, read anew at each call. */
interface Interfaces {
  /** All of them; empty where the kernel tells of none. */
  List<Interface> all();

  /** What this one has carried; empty: it is not there. */
  Optional<Counters> counters(String name);

  /**
   * Those of Linux, out of {@code sys} or, where that is not mounted, out of {@code proc}.
   *
   * @param root holds {@code sys} and {@code proc}; elsewhere than on Linux there are none
   */
  static Interfaces under(Path root) {
    Path sys = root.resolve("sys/class/net");
    return Files.isDirectory(sys)
        ? new SysInterfaces(sys)
        : new ProcInterfaces(root.resolve("proc/net/dev"));
  }
}
