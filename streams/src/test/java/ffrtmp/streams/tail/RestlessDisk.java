package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder in memory to which something may happen before each call. An inode is given away again
 * at once, and a folder that changes while it is listed shows some of its files twice or not at
 * all: both as on Linux.
 */
final class RestlessDisk implements Disk {
  /** Something happens to the files, or nothing does: then it is false. */
  @FunctionalInterface
  interface Moment {
    boolean pass() throws IOException;
  }

  private static final Comparator<Path> AS_LISTED = Comparator.comparingInt(RestlessDisk::hash);

  private final LocalDisk disk = new LocalDisk();
  private final Path folder;
  private final StormClock clock;
  private final Map<Long, Known> known = new HashMap<>();
  private final List<Long> open = new ArrayList<>();
  private Moment moment = () -> false;

  /** What is known by the memory's own number, which is never given away again. */
  private record Known(Stat stat, Set<Path> names, int inode, long changedNanos) {}

  RestlessDisk(Path folder, StormClock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  void before(Moment before) {
    moment = before;
  }

  private void pass() throws IOException {
    if (moment.pass()) note();
  }

  private void note() throws IOException {
    Map<Long, Set<Path>> names = new HashMap<>();
    Map<Long, Stat> stats = new HashMap<>();
    for (Path path : files()) {
      Stat stat = disk.stat(path).orElseThrow();
      names.computeIfAbsent(stat.inode(), key -> new HashSet<>()).add(path);
      stats.put(stat.inode(), stat);
    }
    known.keySet().removeIf(number -> !stats.containsKey(number) && !open.contains(number));
    stats.keySet().stream()
        .sorted()
        .forEach(number -> note(number, stats.get(number), names.get(number)));
  }

  private void note(long number, Stat stat, Set<Path> names) {
    Known before = known.get(number);
    if (before != null && before.stat.equals(stat) && before.names.equals(names)) return;
    int inode = before == null ? lowestFree() : before.inode;
    known.put(number, new Known(stat, names, inode, clock.fileTime().to(TimeUnit.NANOSECONDS)));
  }

  private int lowestFree() {
    BitSet taken = new BitSet();
    known.values().forEach(file -> taken.set(file.inode));
    return taken.nextClearBit(1);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted(AS_LISTED).toList();
    }
  }

  private static int hash(Path path) {
    return String.valueOf(path.getFileName()).hashCode() * 0x9E3779B9;
  }

  @Override
  public List<Path> entries(Path asked) throws IOException {
    note();
    List<Path> entries = new ArrayList<>();
    while (true) {
      if (entries.size() % 4 == 0) pass();
      Path last = entries.isEmpty() ? null : entries.get(entries.size() - 1);
      Optional<Path> next =
          files().stream().filter(path -> last == null || hash(path) > hash(last)).findFirst();
      if (next.isEmpty()) return entries;
      entries.add(next.get());
    }
  }

  @Override
  public Optional<Stat> stat(Path path) throws IOException {
    pass();
    Optional<Stat> stat = disk.stat(path);
    return stat.isEmpty() ? stat : Optional.of(shown(stat.get()));
  }

  private Stat shown(Stat stat) throws IOException {
    if (!known.containsKey(stat.inode())) note();
    Known file = known.get(stat.inode());
    return new Stat(1, file.inode, stat.size(), stat.modifiedMillis(), file.changedNanos);
  }

  @Override
  public OpenFile open(Path path) throws IOException {
    pass();
    long number =
        disk.stat(path).orElseThrow(() -> new NoSuchFileException(path.toString())).inode();
    OpenFile file = disk.open(path);
    open.add(number);
    return new OpenFile() {
      @Override
      public int read(ByteBuffer into, long at) throws IOException {
        pass();
        return file.read(into, at);
      }

      @Override
      public long size() throws IOException {
        pass();
        return file.size();
      }

      @Override
      public void close() throws IOException {
        open.remove(number);
        file.close();
      }
    };
  }
}
