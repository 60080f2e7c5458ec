package ffrtmp.streams.tail;

import ffrtmp.protocol.stream.FilePosition;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The files of one series: what they hold, in which order they are read, and where from. */
final class Family {
  private static final Logger log = LoggerFactory.getLogger(Family.class);

  /** Looks in vain that are worth a word. */
  private static final int RESTLESS = 100;

  private static final Comparator<Seen> YOUNGEST_FIRST =
      Comparator.comparing((Seen file) -> file.name().packed())
          .thenComparing(file -> file.name().rotation(), Comparator.reverseOrder());

  private final Disk disk;
  private final Series series;
  private final TailSettings settings;
  private final Keys keys;
  private final Complaints complaints;
  private final boolean isFinal;
  private final List<Generation> generations = new ArrayList<>();

  /** Oldest first: what is read. */
  private List<Generation> order = List.of();

  /** Taken, and not settled yet. */
  private @Nullable Look look;

  private List<Seen> settledFiles = List.of();

  /** Looks one after the other that did not hold. */
  private int restless;

  /** Bytes of files of which it is not known yet whether they are new. */
  private long unjudged;

  Family(
      Disk disk,
      Series series,
      TailSettings settings,
      Keys keys,
      Complaints complaints,
      boolean isFinal) {
    this.disk = disk;
    this.series = series;
    this.settings = settings;
    this.keys = keys;
    this.complaints = complaints;
    this.isFinal = isFinal;
  }

  Series series() {
    return series;
  }

  void know(FilePosition position) {
    generations.add(Generation.of(position));
  }

  /** The files are as they were when a look last held, so there is nothing to conclude. */
  boolean isSettled(List<Seen> files) {
    return files.equals(settledFiles) && generations.stream().allMatch(Family::isSettled);
  }

  private static boolean isSettled(Generation generation) {
    return generation.steady() || generation.gone() != 0;
  }

  /** Concludes what these files are; it counts only when it is settled. */
  void judge(List<Seen> files) {
    discardLook();
    Evidence evidence = new Evidence(disk, complaints, isFinal);
    List<Seen> judged = withoutPackedTwins(files);
    look = new Look(generations, series.name(), files, judged, keys, evidence);
  }

  /** A listing failed, or files moved: what was to begin shall not. */
  private void discardLook() {
    if (look != null) look.seats().keySet().forEach(this::release);
    look = null;
  }

  private void release(Generation generation) {
    if (!generations.contains(generation)) keys.release(generation.key);
  }

  /**
   * Takes note of which files there are.
   *
   * @param after the files as they were listed after they were judged
   * @return false when they moved meanwhile: nothing changed then
   */
  boolean settle(List<Seen> after, long now) {
    Look taken = Objects.requireNonNull(look);
    if (!taken.holds(after)) return false;
    look = null;
    sit(taken.seats(), now);
    for (Generation generation : generations) {
      if (!taken.seats().containsKey(generation)) generation.miss(now);
    }
    settledFiles = taken.isDoubtless() ? taken.files() : List.of();
    unjudged = 0;
    restless = 0;
    return true;
  }

  /** Takes note of what is certain though the files move on and on. */
  void settleForCertain(List<Seen> after, long now) {
    Look taken = Objects.requireNonNull(look);
    Map<Generation, Seat> certain = taken.certain(after);
    taken.seats().keySet().removeAll(certain.keySet());
    discardLook();
    for (Generation generation : generations) {
      if (!certain.containsKey(generation)) generation.leave(certain.values());
    }
    sit(certain, now);
    settledFiles = List.of();
    unjudged = taken.bytesOfNobody(generations);
    if (++restless == RESTLESS) {
      log.warn(
          "the files of {} moved at each of {} looks, and {} bytes wait until they rest",
          series.name(),
          RESTLESS,
          unjudged);
    }
  }

  private void sit(Map<Generation, Seat> seats, long now) {
    seats.forEach(
        (generation, seat) -> {
          if (!generations.contains(generation)) generations.add(generation);
          generation.sitIn(seat, now);
        });
  }

  /** Puts what is to be read in its order, and lets go of what is not. */
  void arrange(long now) {
    List<Generation> next = new ArrayList<>(order);
    generations.stream().filter(g -> g.seat != null && !next.contains(g)).forEach(next::add);
    next.forEach(Family::dropStaleReading);
    next.removeIf(generation -> !keepsReading(generation));
    next.sort(Comparator.comparing(Family::rotation));
    order = next;
    generations.removeIf(this::forgettable);
    noteSuccessors(now);
    closeFinished(now);
  }

  /** While a file is being packed both are there: the plain one is whole. */
  private static List<Seen> withoutPackedTwins(List<Seen> files) {
    Set<Rotation> plain = new HashSet<>();
    for (Seen file : files) if (!file.name().packed()) plain.add(file.name().rotation());
    return files.stream()
        .filter(file -> !file.name().packed() || !plain.contains(file.name().rotation()))
        .sorted(YOUNGEST_FIRST)
        .toList();
  }

  /** A deleted file that is open is read to its end. */
  private static boolean keepsReading(Generation generation) {
    return generation.seat != null || generation.reading != null;
  }

  private static Rotation rotation(Generation generation) {
    Seen file = place(generation);
    return file == null ? Rotation.LIVE : file.name().rotation();
  }

  private static @Nullable Seen place(Generation generation) {
    if (generation.seat != null) return generation.seat;
    return generation.reading == null ? null : generation.reading.file();
  }

  private static void dropStaleReading(Generation generation) {
    Reading reading = generation.reading;
    Seen seat = generation.seat;
    if (reading == null || seat == null) return;
    boolean same =
        seat.name().packed() ? seat.untouched(reading.file()) : seat.sameFile(reading.file());
    if (!same) generation.closeReading();
  }

  /** Nothing was read of it, and it has no file. */
  private boolean forgettable(Generation generation) {
    if (generation.stored() || keepsReading(generation)) return false;
    keys.release(generation.key);
    return true;
  }

  private void noteSuccessors(long now) {
    boolean begun = false;
    for (int i = order.size() - 1; i >= 0; i--) {
      Generation generation = order.get(i);
      if (!begun) generation.supersededMillis = 0;
      else if (generation.supersededMillis == 0) generation.supersededMillis = now;
      begun = true;
    }
  }

  private void closeFinished(long now) {
    for (Generation generation : List.copyOf(order)) {
      if (generation.reading == null || generation.live() || !isAtEnd(generation)) continue;
      if (quiet(generation, now)) generation.closeReading();
    }
    order = order.stream().filter(Family::keepsReading).toList();
  }

  private boolean isAtEnd(Generation generation) {
    return lag(generation) == 0 || generation.complete();
  }

  /** The next lines, oldest file first. */
  Step next(byte[] buffer, long now) {
    for (Generation generation : order) {
      if (!generation.complete() && !generation.cut) {
        Step step = read(generation, buffer, now);
        if (!(step instanceof Step.AtEnd)) return step;
      }
      if (generation.supersededMillis != 0 && !mayLeave(generation, now)) break;
    }
    return new Step.AtEnd();
  }

  private Step read(Generation generation, byte[] buffer, long now) {
    Seen seat = generation.seat;
    try {
      Reading reading = generation.reading;
      if (reading == null) {
        if (seat == null || nothingNew(generation, seat)) return new Step.AtEnd();
        reading = new Reading(disk, generation, seat, series.index(), settings, isFinal);
        generation.reading = reading;
        if (!provenByLook(generation, seat)) throw new NoSuchFileException(seat.path().toString());
      }
      Step step = reading.step(buffer, now);
      if (grewSince(generation, seat)) generation.stirredMillis = now;
      if (step instanceof Step.Displaced) displace(generation);
      return step;
    } catch (NoSuchFileException e) {
      generation.closeReading();
      generation.seat = null;
      return new Step.Displaced();
    } catch (IOException e) {
      if (seat != null) complaints.about(seat.path(), e);
      generation.closeReading();
      return new Step.AtEnd();
    }
  }

  /**
   * Of a file that nothing was read of, its inode is the only proof, and a free inode is given away
   * again: so a rotated one must be as it was when it was looked at.
   */
  private boolean provenByLook(Generation generation, Seen seat) throws IOException {
    boolean begun = generation.offset() > 0 || seat.name().rotation().live();
    return begun || seat.stillUntouched(disk);
  }

  /** More was read than the last look saw. */
  private static boolean grewSince(Generation generation, @Nullable Seen seat) {
    return seat != null && !seat.name().packed() && generation.offset() > seat.size();
  }

  private static boolean nothingNew(Generation generation, Seen seat) {
    return !seat.name().packed() && seat.size() == generation.offset();
  }

  private static void displace(Generation generation) {
    Seen seat = generation.seat;
    if (seat != null && seat.name().packed()) generation.refused = seat;
    generation.closeReading();
    generation.seat = null;
  }

  private boolean mayLeave(Generation generation, long now) {
    return generation.complete()
        || quiet(generation, now)
        || now - generation.supersededMillis >= settings.patience().toMillis();
  }

  private boolean quiet(Generation generation, long now) {
    return isFinal || now - generation.stirredMillis >= settings.quiet().toMillis();
  }

  long lag() {
    long lag = unjudged;
    for (Generation generation : order) lag += lag(generation);
    return lag;
  }

  private static long lag(Generation generation) {
    if (generation.complete() || generation.cut) return 0;
    try {
      if (generation.reading != null) return generation.reading.unread();
    } catch (IOException e) {
      log.debug("the size of {} is unknown", generation.reading.file().path(), e);
    }
    Seen seat = generation.seat;
    if (seat == null) return 0;
    return seat.name().packed() ? seat.size() : Math.max(0, seat.size() - generation.offset());
  }

  void drain(List<FilePosition> changed) {
    for (Generation generation : generations) {
      FilePosition position = generation.drain();
      if (position != null) changed.add(position);
    }
  }

  List<Generation> generations() {
    return generations;
  }

  void forget(Generation generation) {
    generations.remove(generation);
    keys.release(generation.key);
  }

  void close() {
    generations.forEach(Generation::closeReading);
  }
}
