package ffrtmp.streams.tail;

import ffrtmp.protocol.stream.FilePosition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Reads log files as they are written, rotated, copied, packed and deleted: every complete line
 * once, in each series the oldest file first. Whoever stores a drained position together with what
 * came of the chunks taken until then, and begins there again, has had every line take effect once.
 *
 * <p>One thread at a time. Nothing is read before it is asked for, so not asking is back-pressure.
 */
public final class Tail implements AutoCloseable {
  private static final int ATTEMPTS = 4;

  /** Looks taken one after the other while files move. */
  private static final int LOOKS = 8;

  private final Disk disk;
  private final Listing listing;
  private final TailSettings settings;
  private final Clock clock;
  private final boolean isFinal;
  private final byte[] buffer;
  private final Keys keys = new Keys();
  private final Complaints complaints = new Complaints();
  private final Map<String, Family> byName = new LinkedHashMap<>();
  private final List<Family> families = new ArrayList<>();
  private final List<Long> forgotten = new ArrayList<>();

  private Tail(Disk disk, Listing listing, TailSettings settings, boolean isFinal, Clock clock) {
    this.disk = disk;
    this.listing = listing;
    this.settings = settings;
    this.isFinal = isFinal;
    this.clock = clock;
    this.buffer = new byte[settings.chunk() + 1];
  }

  /**
   * Every cache log of a folder, which may not exist yet.
   *
   * @param known positions as stored; they may come from another machine
   */
  public static Tail ofFolder(
      Path folder, TailSettings settings, List<FilePosition> known, Clock clock) {
    return ofFolder(Disk.LOCAL, folder, settings, known, clock);
  }

  /** As told by that disk. */
  static Tail ofFolder(
      Disk disk, Path folder, TailSettings settings, List<FilePosition> known, Clock clock) {
    Tail tail = new Tail(disk, Listing.folder(folder), settings, false, clock);
    known.forEach(position -> tail.keys.take(position.firstLine()));
    known.forEach(position -> tail.family(position.series(), position.series()).know(position));
    return tail;
  }

  /** These files as they are, each family of rotations a series; the last line needs no newline. */
  public static Tail ofFiles(List<Path> files, TailSettings settings, Clock clock) {
    return new Tail(Disk.LOCAL, Listing.files(files), settings, true, clock);
  }

  /**
   * Looks again at what files there are: new, renamed, truncated, vanished ones.
   *
   * @throws IOException when the folder is there and cannot be listed; nothing changed then
   */
  public void scan() throws IOException {
    Map<Family, List<Seen>> files = list();
    Set<Family> unsettled = new LinkedHashSet<>(families);
    unsettled.removeIf(family -> family.isSettled(files.getOrDefault(family, List.of())));
    long now = clock.millis();
    judge(unsettled, files, now);
    families.forEach(family -> family.arrange(now));
    complaints.forgetMissing();
    forgetOldest(now);
  }

  /** Looks until nothing moves during a look, or often enough. */
  private void judge(Set<Family> unsettled, Map<Family, List<Seen>> listed, long now)
      throws IOException {
    Map<Family, List<Seen>> files = listed;
    for (int look = 0; look < LOOKS && !unsettled.isEmpty(); look++) {
      for (Family family : unsettled) family.judge(files.getOrDefault(family, List.of()));
      Map<Family, List<Seen>> after = list();
      unsettled.removeIf(family -> family.settle(after.getOrDefault(family, List.of()), now));
      files = after;
    }
    for (Family family : unsettled) {
      family.settleForCertain(files.getOrDefault(family, List.of()), now);
    }
  }

  private Map<Family, List<Seen>> list() throws IOException {
    Map<String, List<Seen>> found =
        listing.look(disk, complaints).stream()
            .sorted(Comparator.comparing(Seen::family).thenComparing(Seen::path))
            .collect(Collectors.groupingBy(Seen::family, LinkedHashMap::new, Collectors.toList()));
    Map<Family, List<Seen>> files = new HashMap<>();
    found.forEach((name, of) -> files.put(family(name, of.get(0).name().series()), of));
    return files;
  }

  private Family family(String name, String series) {
    return byName.computeIfAbsent(
        name,
        key -> {
          Series next = Series.of(families.size(), series);
          Family family = new Family(disk, next, settings, keys, complaints, isFinal);
          families.add(family);
          return family;
        });
  }

  private void forgetOldest(long now) {
    record Gone(Family family, Generation generation) {}
    List<Gone> gone =
        families.stream()
            .flatMap(f -> f.generations().stream().map(g -> new Gone(f, g)))
            .filter(entry -> entry.generation().gone() != 0)
            .sorted(Comparator.comparingLong(entry -> entry.generation().gone()))
            .toList();
    int excess = gone.size() - settings.remembered();
    for (Gone entry : gone) {
      boolean old = now - entry.generation().gone() >= settings.remember().toMillis();
      if (excess-- <= 0 && !old) continue;
      entry.family().forget(entry.generation());
      forgotten.add(entry.generation().key);
    }
  }

  /** Every series found so far; an index is for ever. */
  public List<Series> series() {
    return families.stream().map(Family::series).toList();
  }

  /** The next complete lines of a series; empty: at its end for now. */
  public Optional<Chunk> next(int series) throws IOException {
    Family family = families.get(series);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Step step = family.next(buffer, clock.millis());
      if (step instanceof Step.Taken taken) return Optional.of(taken.chunk());
      if (step instanceof Step.AtEnd) return Optional.empty();
      scan();
    }
    return Optional.empty();
  }

  /** What changed since it was last called. */
  public Positions drain() {
    List<FilePosition> changed = new ArrayList<>();
    families.forEach(family -> family.drain(changed));
    Set<Long> current = changed.stream().map(FilePosition::firstLine).collect(Collectors.toSet());
    Positions positions =
        new Positions(changed, forgotten.stream().filter(key -> !current.contains(key)).toList());
    forgotten.clear();
    return positions;
  }

  /** Bytes not read yet, as stored. */
  public long lagBytes() {
    return families.stream().mapToLong(Family::lag).sum();
  }

  /** Files that cannot be read now. */
  public int unreadable() {
    return complaints.count();
  }

  @Override
  public void close() {
    families.forEach(Family::close);
  }
}
