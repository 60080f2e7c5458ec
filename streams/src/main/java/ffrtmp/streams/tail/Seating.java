package ffrtmp.streams.tail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Finds out which file of a folder holds which generation now, and changes nothing yet. Names and
 * inodes only say where to look first; what decides is that the bytes that were read still stand
 * there, and stronger evidence goes before weaker. Two files are never read as one generation, and
 * one generation is never read from two files.
 */
final class Seating {
  private static final Comparator<Generation> MOST_PROVEN_FIRST =
      Comparator.comparingLong(Generation::offset).reversed();

  private final List<Generation> generations;
  private final String series;
  private final Keys keys;
  private final Evidence evidence;
  private final List<Seen> look;
  private final Set<Seen> free;
  private final Map<Generation, Seat> seats = new LinkedHashMap<>();

  /**
   * @param generations of one series
   * @param files of that series, the youngest first, plain ones before packed ones
   */
  Seating(
      List<Generation> generations, String series, List<Seen> files, Keys keys, Evidence evidence) {
    this.generations = generations;
    this.series = series;
    this.look = files;
    this.free = new LinkedHashSet<>(files);
    this.keys = keys;
    this.evidence = evidence;
  }

  /** The seats of all generations that have a file, of those that begin now too. */
  Map<Generation, Seat> seat() {
    keepUntouched();
    leaveOutHeadless();
    keepGrown();
    findStanding();
    keepCut();
    originals(file -> claim(file, this::findRewritten));
    originals(file -> claim(file, (g, f) -> evidence.sameHead(g, f) && sitInCut(g, f)));
    originals(file -> claim(file, (g, f) -> isCutCopy(g, f) && sitInCut(g, f)));
    originals(this::begin);
    return seats;
  }

  private void keepUntouched() {
    for (Generation generation : generations) {
      if (!generation.cut) sitInFirst(generation, generation::untouchedIn);
    }
  }

  /**
   * Each file that is left is opened here, the live one last: so of a copy no more is seen than of
   * what it is a copy of.
   */
  private void leaveOutHeadless() {
    List<Seen> files = new ArrayList<>(free);
    Collections.reverse(files);
    for (Seen file : files) if (evidence.head(file) == null) free.remove(file);
  }

  /**
   * The usual case: the file that held it holds it still, and more. An inode is given away again as
   * soon as it is free, so a copy of another file may have it by now.
   */
  private void keepGrown() {
    for (Generation generation : unseated()) {
      sitInFirst(
          generation,
          file ->
              generation.sameInode(file)
                  && evidence.stands(generation, file)
                  && look.stream().noneMatch(other -> isCopy(file, other)));
    }
  }

  /** Renamed, copied, packed; a plain file goes before a packed one that it was seated in. */
  private void findStanding() {
    for (Generation generation : mostProvenFirst()) {
      Seat seat = seats.get(generation);
      boolean inPlain = seat != null && !seat.file().name().packed();
      if (inPlain || generation.offset() == 0) continue;
      boolean found = sitInFirst(generation, file -> evidence.stands(generation, file));
      if (!found && seat == null) {
        sitInFirst(generation, file -> mayHold(generation, file));
      }
    }
  }

  /** Whether a packed file may hold the generation; reading it will tell for certain. */
  private boolean mayHold(Generation generation, Seen file) {
    return file.name().packed()
        && !isRefused(generation, file)
        && evidence.begins(generation, file)
        && evidence.sameHead(generation, file);
  }

  private static boolean isRefused(Generation generation, Seen file) {
    return generation.refused != null && file.untouched(generation.refused);
  }

  private void keepCut() {
    for (Generation generation : unseated()) {
      Seen seat = generation.seat;
      if (!generation.cut || seat == null) continue;
      Predicate<Seen> same = file -> file.untouched(seat) && evidence.size(file) == seat.size();
      free.stream()
          .filter(same)
          .findFirst()
          .ifPresent(f -> sit(generation, new Seat(f, true, null)));
    }
  }

  /** Somebody wrote the file anew: the line that was read last tells where to go on. */
  private boolean findRewritten(Generation generation, Seen file) {
    if (generation.gone() != 0) return false;
    Optional<Trail> found = evidence.search(generation, file);
    found.ifPresent(trail -> sit(generation, new Seat(file, false, trail)));
    return found.isPresent();
  }

  /** The copy of a file that was read further than the copy reaches: nothing in it is new. */
  private boolean sitInCut(Generation generation, Seen file) {
    if (file.name().rotation().live() || generation.gone() != 0) return false;
    boolean packed = file.name().packed();
    if (packed ? isRefused(generation, file) : evidence.size(file) >= generation.offset()) {
      return false;
    }
    sit(generation, new Seat(file, !packed, null)); // how far a packed one reaches is read later
    return true;
  }

  /** Too short to tell by more than its first line: the copy of a live file, truncated then. */
  private boolean isCutCopy(Generation generation, Seen file) {
    Head head = evidence.head(file);
    if (head == null || head.length() >= Trail.HEAD) return false;
    boolean heading = generations.stream().filter(other -> head.begins(other.key)).count() > 1;
    return !heading
        || generation.wasCut()
        || (generation.wasLive() && look.stream().anyMatch(f -> isLiveOf(generation, f)));
  }

  private static boolean isLiveOf(Generation generation, Seen file) {
    return file.name().rotation().live() && generation.sameInode(file);
  }

  private void begin(Seen file) {
    Head head = evidence.head(file);
    if (head == null || evidence.isDoubtful(file)) return;
    sit(new Generation(series, keys.next(head.firstLine())), Seat.in(file));
  }

  /** Each free file that is not just the same as one that is read. */
  private void originals(Consumer<Seen> action) {
    for (Seen file : List.copyOf(free)) if (!isCopy(file)) action.accept(file);
  }

  /** A file that begins like a generation that has none may be its file. */
  private void claim(Seen file, BiPredicate<Generation, Seen> seats) {
    for (Generation generation : unseated()) {
      if (generation.offset() == 0 || !evidence.begins(generation, file)) continue;
      if (seats.test(generation, file)) return;
    }
  }

  /** The same as a file that is read already: a copy that is being made, or packed just now. */
  private boolean isCopy(Seen file) {
    for (Map.Entry<Generation, Seat> seat : seats.entrySet()) {
      Seen read = seat.getValue().file();
      if (!evidence.begins(seat.getKey(), file)) continue;
      if (read.sameFile(file) || isCopy(file, read)) return true;
    }
    return false;
  }

  private boolean isCopy(Seen file, Seen of) {
    return !file.equals(of) && mayBeCopy(file, of) && evidence.agree(of, file);
  }

  private static boolean mayBeCopy(Seen file, Seen of) {
    return file.name().packed() || file.name().rotation().compareTo(of.name().rotation()) < 0;
  }

  private List<Generation> mostProvenFirst() {
    return generations.stream().sorted(MOST_PROVEN_FIRST).toList();
  }

  private List<Generation> unseated() {
    return generations.stream()
        .filter(generation -> !seats.containsKey(generation))
        .sorted(MOST_PROVEN_FIRST)
        .toList();
  }

  private boolean sitInFirst(Generation generation, Predicate<Seen> fits) {
    Optional<Seen> found = free.stream().filter(fits).findFirst();
    found.ifPresent(file -> sit(generation, Seat.in(file)));
    return found.isPresent();
  }

  private void sit(Generation generation, Seat seat) {
    free.remove(seat.file());
    seats.put(generation, seat);
  }
}
