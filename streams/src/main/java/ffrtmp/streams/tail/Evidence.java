package ffrtmp.streams.tail;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the bytes of files say about what the files are. Lives for one look at a folder, and says
 * afterwards whether what it said was true of one moment.
 */
final class Evidence {
  private static final int SEARCHED = AnchorSearch.BLOCK;

  private final Disk disk;
  private final Complaints complaints;
  private final boolean isFinal;
  private final Map<Seen, Glimpse> glimpses = new LinkedHashMap<>();
  private final Set<Seen> doubtful = new HashSet<>();
  private boolean moved;

  Evidence(Disk disk, Complaints complaints, boolean isFinal) {
    this.disk = disk;
    this.complaints = complaints;
    this.isFinal = isFinal;
  }

  /** The beginning of the file; null while it has no complete line, or cannot be read. */
  @Nullable Head head(Seen file) {
    Glimpse glimpse = glimpses.get(file);
    if (glimpse == null && file.size() > 0) glimpse = glimpse(file);
    return glimpse == null ? null : glimpse.head();
  }

  private @Nullable Glimpse glimpse(Seen file) {
    try {
      Glimpse glimpse = file.name().packed() ? packed(file) : plain(file);
      if (glimpse == null || !glimpse.head().known()) return null;
      complaints.readable(file.path());
      glimpses.put(file, glimpse);
      return glimpse;
    } catch (IOException e) {
      failed(file, e);
      return null;
    }
  }

  private @Nullable Glimpse plain(Seen file) throws IOException {
    try (PlainContent content = file.plain(disk, isFinal)) {
      Glimpse glimpse = Glimpse.of(content);
      moved |= glimpse == null;
      return glimpse;
    }
  }

  private Glimpse packed(Seen file) throws IOException {
    try (PackedContent content = file.unpacked(disk, Head.LIMIT)) {
      Glimpse glimpse = new Glimpse(file.size(), Head.of(content), null);
      if (!glimpse.head().known()) complainOfDamage(file, content);
      return glimpse;
    }
  }

  /** A packed file that breaks off before its first line may still be being packed. */
  private void complainOfDamage(Seen file, PackedContent content) {
    IOException damage = content.damage();
    if (damage != null && (isFinal || !content.cutOff())) complaints.about(file.path(), damage);
  }

  private void failed(Seen file, IOException reason) {
    if (reason instanceof NoSuchFileException) moved = true;
    doubtful.add(file);
    complaints.about(file.path(), reason);
  }

  /** It could not be read for all that was asked. */
  boolean isDoubtful(Seen file) {
    return doubtful.contains(file);
  }

  boolean isDoubtless() {
    return doubtful.isEmpty();
  }

  /** It was opened: what it is was not told by its times alone. */
  boolean glimpsed(Seen file) {
    return glimpses.containsKey(file);
  }

  /** Bytes as stored, of which this look tells. */
  long size(Seen file) {
    Glimpse glimpse = glimpses.get(file);
    return glimpse == null ? file.size() : glimpse.size();
  }

  boolean begins(Generation generation, Seen file) {
    Head head = head(file);
    return head != null && head.begins(generation.key);
  }

  /** The first bytes, as far as they were read, stand in that file. */
  boolean sameHead(Generation generation, Seen file) {
    Head head = head(file);
    int proven = (int) Math.min(Trail.HEAD, generation.offset());
    return head != null
        && head.length() >= proven
        && Trail.sameHead(generation.anchor(), head.data(), proven);
  }

  /** What was read of the generation stands in that plain file. */
  boolean stands(Generation generation, Seen file) {
    if (file.name().packed() || !begins(generation, file)) return false;
    if (size(file) < generation.offset()) return false;
    try (PlainContent content = file.plain(disk, isFinal)) {
      Trail trail = Trail.load(content, generation.offset());
      return trail != null && trail.anchor() == generation.anchor();
    } catch (IOException e) {
      failed(file, e);
      return false;
    }
  }

  /** The trail behind the line that was read last, wherever it stands in that file. */
  Optional<Trail> search(Generation generation, Seen file) {
    try (Content content =
        file.name().packed()
            ? file.unpacked(disk, SEARCHED)
            : file.plain(disk, isFinal).upTo(size(file))) {
      return Optional.ofNullable(
          new AnchorSearch(content, generation.anchor(), generation.offset()).find());
    } catch (IOException e) {
      failed(file, e);
      return Optional.empty();
    }
  }

  /** What the copy holds stands in the original, which reaches at least as far. */
  boolean agree(Seen original, Seen copy) {
    Head one = head(original);
    Head other = head(copy);
    if (one == null || other == null || !one.startsWith(other)) return false;
    return original.name().packed() || copy.name().packed() || sameEnd(original, copy);
  }

  private boolean sameEnd(Seen original, Seen copy) {
    Glimpse glimpse = glimpses.get(copy);
    Trail end = glimpse == null ? null : glimpse.end();
    if (end == null || end.offset() > size(original)) return false;
    try (PlainContent whole = original.plain(disk, isFinal)) {
      return end.stands(whole);
    } catch (IOException e) {
      failed(copy, e);
      return false;
    }
  }

  /**
   * Everything that was said was true of one moment, at which all files had been opened: none of
   * them has become shorter since, or holds other bytes.
   */
  boolean holds() {
    return !moved && glimpses.keySet().stream().allMatch(file -> holds(file, file));
  }

  /** What was seen of one file stands where it is now. */
  boolean holds(Seen seen, Seen now) {
    Glimpse glimpse = glimpses.get(seen);
    if (glimpse == null || glimpse.end() == null) return glimpse != null;
    try (PlainContent content = now.plain(disk, isFinal)) {
      return glimpse.end().stands(content);
    } catch (IOException e) {
      failed(now, e);
      return false;
    }
  }
}
