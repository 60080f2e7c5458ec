package ffrtmp.streams.tail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which file of a folder holds which generation now. Names and inodes only say where to
 * look first; what decides is that the bytes that were read still stand there. Two files are never
 * read as one generation, and one generation is never read from two files.
 */
final class Seating {
  /** Longer than the coarsest step of a file's time that a file system in use here takes. */
  private static final long TICK_MILLIS = 50;

  private static final Comparator<Generation> MOST_PROVEN_FIRST =
      Comparator.comparingLong(Generation::offset).reversed();

  private final List<Generation> generations;
  private final Keys keys;
  private final Complaints complaints;
  private final boolean isFinal;
  private final long now;
  private final Map<Seen, Head> heads = new HashMap<>();
  private final Set<Seen> free = new LinkedHashSet<>();
  private List<Seen> look = List.of();
  private final Set<Generation> seated = new LinkedHashSet<>();

  Seating(
      List<Generation> generations, Keys keys, Complaints complaints, boolean isFinal, long now) {
    this.generations = generations;
    this.keys = keys;
    this.complaints = complaints;
    this.isFinal = isFinal;
    this.now = now;
  }

  /**
   * Seats the generations of one series, and begins new ones.
   *
   * @param files the youngest first, plain ones before packed ones
   */
  void seat(List<Seen> files, String series) {
    look = files;
    free.addAll(files);
    keepUntouched();
    readHeads();
    keepGrown();
    findStanding();
    for (Seen file : List.copyOf(free)) settle(file, series);
    for (Generation generation : generations) {
      if (!seated.contains(generation)) generation.miss(now);
    }
  }

  private void keepUntouched() {
    for (Generation generation : generations) {
      Seen seat = generation.seat;
      if (generation.cut) continue;
      free.stream()
          .filter(seat == null ? generation::finishedIn : file -> untouched(file, seat))
          .findFirst()
          .ifPresent(file -> sit(generation, file));
    }
  }

  /** What was written to just now may have been written to again within the same tick of time. */
  private boolean untouched(Seen file, Seen since) {
    return file.untouched(since) && now - file.modifiedMillis() > TICK_MILLIS;
  }

  private void readHeads() {
    for (Seen file : List.copyOf(free)) {
      Optional<Head> head = file.size() == 0 ? Optional.empty() : head(file);
      if (head.filter(Head::known).isPresent()) heads.put(file, head.get());
      else free.remove(file);
    }
  }

  private Optional<Head> head(Seen file) {
    try (Content content = file.open(Head.LIMIT, isFinal)) {
      Head head = Head.of(content);
      complaints.readable(file.path());
      return Optional.of(head);
    } catch (IOException e) {
      complaints.about(file.path(), e);
      return Optional.empty();
    }
  }

  /** The usual case first: the file that held it holds it still. */
  private void keepGrown() {
    for (Generation generation : mostProvenFirst()) {
      if (seated.contains(generation)) continue;
      free.stream()
          .filter(file -> generation.sameInode(file) && !file.name().packed())
          .filter(file -> stands(generation, file))
          .findFirst()
          .ifPresent(file -> sit(generation, file));
    }
  }

  /** Plain files before packed ones, also for what was seated in a packed one so far. */
  private void findStanding() {
    for (Generation generation : mostProvenFirst()) {
      Seen seat = generation.seat;
      boolean plain = seated.contains(generation) && seat != null && !seat.name().packed();
      if (plain || generation.offset() == 0) continue;
      Optional<Seen> found =
          free.stream()
              .filter(file -> !file.name().packed() && stands(generation, file))
              .findFirst();
      if (found.isEmpty() && !seated.contains(generation)) {
        found = free.stream().filter(file -> mayHold(generation, file)).findFirst();
      }
      found.ifPresent(file -> sit(generation, file));
    }
  }

  private List<Generation> mostProvenFirst() {
    return generations.stream().sorted(MOST_PROVEN_FIRST).toList();
  }

  /** What was read of the generation stands in that plain file. */
  private boolean stands(Generation generation, Seen file) {
    if (!begins(generation, file) || file.size() < generation.offset()) return false;
    try (PlainContent content = file.plain(isFinal)) {
      Trail trail = Trail.load(content, generation.offset());
      return trail != null && trail.anchor() == generation.anchor();
    } catch (IOException e) {
      complaints.about(file.path(), e);
      return false;
    }
  }

  /** Whether a packed file may hold the generation; reading it will tell for certain. */
  private boolean mayHold(Generation generation, Seen file) {
    Seen refused = generation.refused;
    return file.name().packed()
        && (refused == null || !file.untouched(refused))
        && begins(generation, file)
        && (sameHead(generation, file) || isCutCopy(generation, file));
  }

  private boolean begins(Generation generation, Seen file) {
    Head head = heads.get(file);
    return head != null && head.begins(generation.key);
  }

  private Head head(Generation generation, Seen file) {
    Head head = heads.get(file);
    if (head == null) throw new IllegalStateException(file + " for " + generation.key);
    return head;
  }

  private boolean sameHead(Generation generation, Seen file) {
    int proven = (int) Math.min(Trail.HEAD, generation.offset());
    Head head = head(generation, file);
    return head.length() >= proven && Trail.sameHead(generation.anchor(), head.data(), proven);
  }

  /** A file that stands for no generation: a copy, something rewritten, or something new. */
  private void settle(Seen file, String series) {
    Head head = heads.get(file);
    if (head == null || isCopy(file, head)) return;
    for (Generation generation : mostProvenFirst()) {
      if (seated.contains(generation) || generation.offset() == 0) continue;
      if (!begins(generation, file)) continue;
      if (takeOver(generation, file)) return;
    }
    Generation begun = new Generation(series, keys.next(head.firstLine()));
    generations.add(begun);
    sit(begun, file);
  }

  /** The same as a file that is read already: a copy that is being made, or packed just now. */
  private boolean isCopy(Seen file, Head head) {
    for (Generation generation : seated) {
      Seen seat = generation.seat;
      if (seat == null || !head.begins(generation.key)) continue;
      if (seat.sameFile(file)) return true;
      boolean older = file.name().rotation().compareTo(seat.name().rotation()) < 0;
      boolean larger = !seat.name().packed() && !file.name().packed() && file.size() > seat.size();
      if ((older || file.name().packed()) && !larger && agrees(seat, file, head)) return true;
    }
    return false;
  }

  private boolean agrees(Seen seat, Seen file, Head head) {
    Head known = heads.containsKey(seat) ? heads.get(seat) : head(seat).orElse(null);
    if (known == null || !known.agrees(head)) return false;
    return seat.name().packed() || file.name().packed() || sameEnd(seat, file);
  }

  /** What stands at the copy's end stands in the original at the same place. */
  private boolean sameEnd(Seen seat, Seen copy) {
    try (PlainContent original = seat.plain(isFinal);
        PlainContent made = copy.plain(isFinal)) {
      Trail end = Trail.load(made, made.size());
      return end != null && end.stands(original);
    } catch (IOException e) {
      complaints.about(seat.path(), e);
      return true; // one of them moves: the next look tells
    }
  }

  /** The generation's only trace is a file in which what was read does not stand where it did. */
  private boolean takeOver(Generation generation, Seen file) {
    if (file.name().packed()) return false;
    boolean sameHead = sameHead(generation, file);
    if (sameHead || generation.gone() == 0) {
      Trail found = search(generation, file);
      if (found != null) {
        generation.moveTo(found);
        sit(generation, file);
        return true;
      }
    }
    boolean cut = !file.name().rotation().live() && file.size() < generation.offset();
    if (!cut || (!sameHead && !isCutCopy(generation, file))) return false;
    sit(generation, file);
    generation.cut = true;
    return true;
  }

  /** Too short to tell by its content: it is the copy of a live file that was truncated then. */
  private boolean isCutCopy(Generation generation, Seen file) {
    if (head(generation, file).length() >= Trail.HEAD) return false;
    return generation.cut
        || generation.sameInode(file)
        || (generation.wasLive() && look.stream().anyMatch(generation::sameInode));
  }

  private @Nullable Trail search(Generation generation, Seen file) {
    try (PlainContent content = file.plain(isFinal)) {
      return new AnchorSearch(content, generation.anchor(), generation.offset()).find();
    } catch (IOException e) {
      complaints.about(file.path(), e);
      return null;
    }
  }

  private void sit(Generation generation, Seen file) {
    free.remove(file);
    seated.add(generation);
    generation.sitIn(file, now);
  }

  /** The generations that have a file now, in no order. */
  List<Generation> seated() {
    return new ArrayList<>(seated);
  }
}
