package ffrtmp.streams.tail;

import ffrtmp.protocol.stream.FilePosition;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What one log file holds, from its creation on, whatever the file's name: how far it was read, and
 * which file of the folder holds it now.
 */
final class Generation {
  /** Longer than the coarsest step of a file's time that a file system in use here takes. */
  private static final long TICK_MILLIS = 50;

  final String series;
  final long key;

  /** The file that holds it; null: none was found. */
  @Nullable Seen seat;

  /** The seat ends before what was read: a copy that lost its end. */
  boolean cut;

  /** A packed file that was looked into and turned out to hold something else. */
  @Nullable Seen refused;

  @Nullable Reading reading;

  /** When it was last seen to change. */
  long stirredMillis;

  /** Since when a younger file has lines; 0: none has. */
  long supersededMillis;

  private long offset;
  private long anchor;
  private long alikeSince;
  private boolean steady;
  private boolean complete;
  private String name = "";
  private long device;
  private long inode;
  private long size;
  private long modifiedMillis;
  private long gone;
  private int missed;
  private boolean returned;
  private boolean stored;
  private boolean changed;

  Generation(String series, long key) {
    this.series = series;
    this.key = key;
  }

  static Generation of(FilePosition known) {
    Generation generation = new Generation(known.series(), known.firstLine());
    generation.offset = known.offset();
    generation.anchor = known.anchor();
    generation.complete = known.complete();
    generation.name = known.name();
    generation.device = known.device();
    generation.inode = known.inode();
    generation.size = known.size();
    generation.modifiedMillis = known.modifiedMillis();
    generation.gone = known.gone();
    generation.stored = true;
    return generation;
  }

  long offset() {
    return offset;
  }

  long anchor() {
    return anchor;
  }

  boolean complete() {
    return complete;
  }

  long gone() {
    return gone;
  }

  /** A position of it is stored, or shall be. */
  boolean stored() {
    return stored;
  }

  /** Lines up to here were taken. */
  void moveTo(Trail trail) {
    offset = trail.offset();
    anchor = trail.anchor();
    if (Packing.of(name) == Packing.PLAIN) size = Math.max(size, offset);
    returned = false;
    stored = true;
    changed = true;
  }

  void completed() {
    if (complete) return;
    complete = true;
    returned = false;
    stored = true;
    changed = true;
  }

  /** Nobody wrote to that file since it was proven to hold it. */
  boolean untouchedIn(Seen file) {
    Seen since = seat;
    if (since == null || complete) return finishedIn(file);
    return steady && file.untouched(since);
  }

  /** It was seated, and what proves it cannot have changed unnoticed. */
  boolean steady() {
    return seat != null && !cut && (steady || complete);
  }

  /** It is read to the end, in a file that nobody wrote to since. */
  boolean finishedIn(Seen file) {
    return complete && sameInode(file) && size == file.size() && modified(file);
  }

  boolean sameInode(Seen file) {
    return inode != 0 && inode == file.stat().inode() && device == file.stat().device();
  }

  private boolean modified(Seen file) {
    return modifiedMillis == file.modifiedMillis();
  }

  /** It was gone for a while, and what it is seated in now was not read yet. */
  boolean returned() {
    return returned;
  }

  /** When it was last seen it had the name that is written to. */
  boolean wasLive() {
    return name.equals(series);
  }

  /** When it was last seen its file ended before what was read. */
  boolean wasCut() {
    return cut || (size < offset && Packing.of(name) == Packing.PLAIN);
  }

  /** It is in that file now. */
  void sitIn(Seat found, long now) {
    if (found.found() != null) moveTo(found.found());
    Seen file = found.file();
    if (seat == null || !file.untouched(seat)) alikeSince = now;
    steady = now - alikeSince > TICK_MILLIS;
    boolean touched = seat == null || size != file.size() || !modified(file);
    if (complete && !finishedIn(file)) complete = false;
    if (gone != 0) returned = true;
    if (!name.equals(file.fileName()) || !sameInode(file) || gone != 0) changed = true;
    seat = file;
    cut = found.cut();
    name = file.fileName();
    device = file.stat().device();
    inode = file.stat().inode();
    size = file.size();
    modifiedMillis = file.modifiedMillis();
    gone = 0;
    missed = 0;
    if (touched) stirredMillis = Math.min(now, Math.max(stirredMillis, file.modifiedMillis()));
  }

  /** Another generation has its file now. */
  void leave(Collection<Seat> taken) {
    Seen left = seat;
    if (left != null && taken.stream().anyMatch(other -> other.file().sameFile(left))) seat = null;
  }

  /** The folder did not show it; once may be chance, since names move while they are listed. */
  void miss(long now) {
    seat = null;
    cut = false;
    missed++;
    if (missed < 2 || gone != 0) return;
    gone = now;
    changed = true;
  }

  /** The position, if it changed since it was last asked for. */
  @Nullable FilePosition drain() {
    if (!stored || !changed) return null;
    changed = false;
    return new FilePosition(
        series, name, device, inode, key, offset, anchor, size, modifiedMillis, complete, gone);
  }

  boolean live() {
    return seat != null && seat.name().rotation().live();
  }

  void closeReading() {
    if (reading == null) return;
    reading.closeQuietly();
    reading = null;
  }
}
