package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
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

  private boolean pass() throws IOException {
    boolean happened = moment.pass();
    if (happened) note();
    return happened;
  }

  private void note() throws IOException {
    Map<Long, Set<Path>> names = new HashMap<>();
    Map<Long, Stat> stats = new HashMap<>();
    for (Path path : files().values()) {
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

  /** By the hashes of their names, in whose order they are listed. */
  private NavigableMap<Integer, Path> files() throws IOException {
    NavigableMap<Integer, Path> files = new TreeMap<>();
    try (Stream<Path> found = Files.list(folder)) {
      found.forEach(path -> files.put(path.toString().hashCode() * 0x9E3779B9, path));
    }
    return files;
  }

  @Override
  public List<Path> entries(Path asked) throws IOException {
    note();
    NavigableMap<Integer, Path> files = files();
    List<Path> entries = new ArrayList<>();
    Map.Entry<Integer, Path> next = files.firstEntry();
    while (next != null) {
      entries.add(next.getValue());
      if (pass()) files = files();
      next = files.higherEntry(next.getKey());
    }
    return entries;
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
