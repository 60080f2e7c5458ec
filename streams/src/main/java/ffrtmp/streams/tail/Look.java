package ffrtmp.streams.tail;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One look at the files of a series, and what was concluded from it. Looking takes time, and files
 * move meanwhile; so a conclusion counts only if the folder shows afterwards what it showed before,
 * and what was read in the files is still what stands there. Then there was one moment at which all
 * of it was true together.
 */
final class Look {
  private final List<Generation> generations;
  private final List<Seen> files;
  private final Evidence evidence;
  private final Map<Generation, Seat> seats;

  /**
   * @param files of the series, as they were listed before
   * @param judged those of them that may be read, the youngest first
   */
  Look(
      List<Generation> generations,
      String series,
      List<Seen> files,
      List<Seen> judged,
      Keys keys,
      Evidence evidence) {
    this.generations = generations;
    this.files = files;
    this.evidence = evidence;
    this.seats = new Seating(generations, series, judged, keys, evidence).seat();
  }

  List<Seen> files() {
    return files;
  }

  /** Nothing that could not be read was asked for, so the same files would tell the same again. */
  boolean isDoubtless() {
    return evidence.isDoubtless();
  }

  Map<Generation, Seat> seats() {
    return seats;
  }

  /**
   * All of it was true together. What was opened may have grown since.
   *
   * @param after the files of the series, as they were listed after they had been judged
   */
  boolean holds(List<Seen> after) {
    Map<Path, Seen> later = byPath(after);
    return later.size() == files.size()
        && files.stream().allMatch(file -> isThere(file, later))
        && seats.values().stream().allMatch(seat -> isAsSeen(seat, later))
        && evidence.holds();
  }

  private static Map<Path, Seen> byPath(List<Seen> files) {
    Map<Path, Seen> byPath = new HashMap<>();
    for (Seen file : files) byPath.put(file.path(), file);
    return byPath;
  }

  /** Also where the file system has no inodes. */
  private static boolean isThere(Seen before, Map<Path, Seen> later) {
    Seen after = later.get(before.path());
    return after != null
        && before.stat().inode() == after.stat().inode()
        && before.stat().device() == after.stat().device();
  }

  /** What was told by size and time must have kept both. */
  private boolean isAsSeen(Seat seat, Map<Path, Seen> later) {
    Seen file = seat.file();
    if (!seat.cut() && evidence.glimpsed(file)) return true;
    Seen after = later.get(file.path());
    return after != null && file.stat().equals(after.stat()) && evidence.size(file) == after.size();
  }

  /**
   * What is true of a generation by itself, though the files moved too much to say more: the file
   * that held it holds it still; and a file that begins like nothing that is known or was seen
   * beside it is a new one. So a log that is rotated all the time is read nevertheless.
   *
   * @param after tells under which name a file is found now
   */
  Map<Generation, Seat> certain(List<Seen> after) {
    Map<Generation, Seat> certain = new LinkedHashMap<>();
    seats.forEach(
        (generation, seat) -> {
          if (!isCertain(generation, seat)) return;
          after.stream()
              .filter(seat.file()::sameFile)
              .findFirst()
              .filter(now -> evidence.holds(seat.file(), now))
              .ifPresent(now -> certain.put(generation, Seat.in(now)));
        });
    return certain;
  }

  private boolean isCertain(Generation generation, Seat seat) {
    if (seat.cut() || seat.found() != null) return false;
    return generations.contains(generation)
        ? generation.sameInode(seat.file())
        : beginsLikeNoOther(generation, seat.file());
  }

  private boolean beginsLikeNoOther(Generation begun, Seen file) {
    return generations.stream().noneMatch(known -> evidence.begins(known, file))
        && files.stream()
            .filter(other -> !other.sameFile(file))
            .noneMatch(other -> evidence.begins(begun, other));
  }

  /** How many bytes are in files that no generation sits in, as far as is known. */
  long bytesOfNobody(List<Generation> generations) {
    return files.stream()
        .filter(file -> generations.stream().noneMatch(generation -> generation.sameInode(file)))
        .mapToLong(Seen::size)
        .sum();
  }
}
