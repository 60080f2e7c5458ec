package ffrtmp.streams.tail;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads on in one file from where its generation stands. Every stretch of a plain file is proven
 * after it was read and before it is handed over: the file still reaches as far, and what was read
 * before still stands before it. So a truncation at any moment is noticed, and no byte of what was
 * written after it is taken for what was there before.
 */
final class Reading {
  private static final Logger log = LoggerFactory.getLogger(Reading.class);

  /** Chunks passed over at once before the caller gets a turn. */
  private static final int BLOCKS = 64;

  private static final Step AT_END = new Step.AtEnd();
  private static final Step DISPLACED = new Step.Displaced();

  private final Generation generation;
  private final Seen file;
  private final Content content;
  private final int series;
  private final TailSettings settings;
  private final boolean isFinal;
  private @Nullable Trail trail;

  /** How far a line that is too long was passed over. */
  private @Nullable Trail ahead;

  private boolean hole;
  private long exhaustedAt = -1;

  Reading(
      Disk disk,
      Generation generation,
      Seen file,
      int series,
      TailSettings settings,
      boolean isFinal)
      throws IOException {
    this.generation = generation;
    this.file = file;
    this.series = series;
    this.settings = settings;
    this.isFinal = isFinal;
    this.content = file.open(disk, settings.chunk(), isFinal);
  }

  Seen file() {
    return file;
  }

  long unread() throws IOException {
    return content.unread(generation.offset());
  }

  /**
   * Takes the next lines.
   *
   * @param buffer one byte longer than a chunk
   */
  Step step(byte[] buffer, long now) throws IOException {
    if (content instanceof PlainContent plain && plain.size() == exhaustedAt) return AT_END;
    if (trail == null || trail.offset() != generation.offset()) {
      Step approach = approach(buffer, now);
      if (approach != null) return approach;
    }
    return ahead == null ? lines(buffer, now) : pass(buffer, now);
  }

  /** Goes to where the generation stands; null once it is there. */
  private @Nullable Step approach(byte[] buffer, long now) throws IOException {
    if (content instanceof PlainContent plain) {
      trail = Trail.load(plain, generation.offset());
      return trail == null || trail.anchor() != generation.anchor() ? DISPLACED : null;
    }
    Trail found = trail == null ? new Trail() : trail;
    trail = found;
    for (int block = 0; found.offset() < generation.offset(); block++) {
      if (block == BLOCKS) return passedOver();
      int wanted = (int) Math.min(settings.chunk(), generation.offset() - found.offset());
      int read = content.read(found.offset(), buffer, wanted);
      if (read == 0) return generation.returned() ? DISPLACED : finish(now);
      found.advance(buffer, 0, read);
    }
    return found.anchor() == generation.anchor() ? null : DISPLACED;
  }

  private Step lines(byte[] buffer, long now) throws IOException {
    Trail before = trail();
    int read = content.read(before.offset(), buffer, settings.chunk());
    if (!proven(before, buffer, read)) return DISPLACED;
    int end = Lines.end(buffer, read, settings.maxLine());
    if (end > 0) return take(buffer, end, end);
    if (read > settings.maxLine()) {
      ahead = before.copy();
      hole = true;
      return pass(buffer, now);
    }
    if (content.isFinal() && read > 0 && !beingWritten(now)) {
      buffer[read] = '\n';
      return take(buffer, read, read + 1);
    }
    return finish(now, before.offset() + read);
  }

  private Step take(byte[] buffer, int read, int to) {
    Trail now = trail();
    now.advance(buffer, 0, read);
    generation.moveTo(now);
    return new Step.Taken(new Chunk(series, buffer, 0, to, 0));
  }

  /** Passes over a line that is too long; the position stays before it until its end is found. */
  private Step pass(byte[] buffer, long now) throws IOException {
    Trail reached = Objects.requireNonNull(ahead);
    for (int block = 0; block < BLOCKS; block++) {
      int read = content.read(reached.offset(), buffer, settings.chunk());
      if (!proven(reached, buffer, read)) return DISPLACED;
      if (read == 0) return content.isFinal() ? passed(reached) : finish(now, reached.offset());
      int end = endOfPassed(buffer, read, reached.offset() - generation.offset());
      reached.advance(buffer, 0, end < 0 ? read : end);
      if (end >= 0) return passed(reached);
    }
    return passedOver();
  }

  /**
   * Where the line that is too long ends: behind its newline, or, where it is a hole of NULs that a
   * writer with a stale offset left, behind the last NUL, so that the line after it is not lost.
   */
  private int endOfPassed(byte[] buffer, int read, long before) {
    int nuls = hole ? Lines.nuls(buffer, 0, read) : 0;
    if (nuls == read) return -1;
    boolean longHole = hole && before + nuls > settings.maxLine();
    hole = false;
    if (longHole) return nuls;
    int newline = Lines.first(buffer, 0, read);
    return newline < 0 ? -1 : newline + 1;
  }

  private Step passed(Trail reached) {
    trail = reached;
    ahead = null;
    generation.moveTo(reached);
    return new Step.Taken(new Chunk(series, new byte[0], 0, 0, 1));
  }

  private Step passedOver() {
    return new Step.Taken(new Chunk(series, new byte[0], 0, 0, 0));
  }

  private boolean proven(Trail before, byte[] buffer, int read) throws IOException {
    if (!(content instanceof PlainContent plain)) return true;
    if (plain.size() < before.offset() + read) return false;
    if (!before.stands(plain)) return false;
    if (before.offset() > 0) return true;
    Head head = Head.of(plain);
    return head.begins(generation.key)
        && Arrays.equals(
            head.data(),
            0,
            Math.min(read, head.length()),
            buffer,
            0,
            Math.min(read, head.length()));
  }

  private Step finish(long now, long exhausted) throws IOException {
    exhaustedAt = exhausted;
    return finish(now);
  }

  /** At the end: for good, if nobody can be writing on. */
  private Step finish(long now) {
    if (!content.isFinal()) return AT_END;
    if (beingWritten(now)) return AT_END;
    IOException damage = content instanceof PackedContent packed ? packed.damage() : null;
    if (damage != null) {
      log.warn("{} is damaged, and was read as far as it goes: {}", file.path(), damage.toString());
    }
    generation.completed();
    return AT_END;
  }

  private boolean beingWritten(long now) {
    return !isFinal
        && content instanceof PackedContent packed
        && packed.cutOff()
        && now - generation.stirredMillis < settings.settle().toMillis();
  }

  private Trail trail() {
    return Objects.requireNonNull(trail);
  }

  void closeQuietly() {
    try {
      content.close();
    } catch (IOException e) {
      log.debug("{} was closed with an error", file.path(), e);
    }
  }
}
