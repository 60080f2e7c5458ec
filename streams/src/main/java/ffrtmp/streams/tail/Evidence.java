package ffrtmp.streams.tail;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the bytes of files say about what the files are. Lives for one look at a folder. */
final class Evidence {
  private static final int SEARCHED = AnchorSearch.BLOCK;

  private final Disk disk;
  private final Complaints complaints;
  private final boolean isFinal;
  private final Map<Seen, Head> heads = new HashMap<>();
  private final Set<Seen> doubtful = new HashSet<>();

  Evidence(Disk disk, Complaints complaints, boolean isFinal) {
    this.disk = disk;
    this.complaints = complaints;
    this.isFinal = isFinal;
  }

  /** The beginning of the file; null while it has no complete line, or cannot be read. */
  @Nullable Head head(Seen file) {
    Head known = heads.get(file);
    if (known != null || file.size() == 0) return known;
    try (Content content = file.open(disk, Head.LIMIT, isFinal)) {
      Head head = Head.of(content);
      if (!head.known()) {
        complainOfDamage(file, content);
        return null;
      }
      complaints.readable(file.path());
      heads.put(file, head);
      return head;
    } catch (IOException e) {
      complaints.about(file.path(), e);
      return null;
    }
  }

  /** A packed file that breaks off before its first line may still be being packed. */
  private void complainOfDamage(Seen file, Content content) {
    if (!(content instanceof PackedContent packed)) return;
    IOException damage = packed.damage();
    if (damage != null && (isFinal || !packed.cutOff())) complaints.about(file.path(), damage);
  }

  /** It could not be opened for all that was asked: it was moved meanwhile, or is unreadable. */
  boolean isDoubtful(Seen file) {
    return doubtful.contains(file);
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
    if (file.name().packed() || file.size() < generation.offset()) return false;
    if (!begins(generation, file)) return false;
    try (PlainContent content = file.plain(disk, isFinal)) {
      Trail trail = Trail.load(content, generation.offset());
      return trail != null && trail.anchor() == generation.anchor();
    } catch (IOException e) {
      doubtful.add(file);
      complaints.about(file.path(), e);
      return false;
    }
  }

  /** The trail behind the line that was read last, wherever it stands in that file. */
  Optional<Trail> search(Generation generation, Seen file) {
    try (Content content = file.open(disk, SEARCHED, isFinal)) {
      return Optional.ofNullable(
          new AnchorSearch(content, generation.anchor(), generation.offset()).find());
    } catch (IOException e) {
      doubtful.add(file);
      complaints.about(file.path(), e);
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
    try (PlainContent whole = original.plain(disk, isFinal);
        PlainContent made = copy.plain(disk, isFinal)) {
      Trail end = Trail.load(made, made.size());
      return end != null && end.stands(whole);
    } catch (IOException e) {
      doubtful.add(copy);
      complaints.about(copy.path(), e);
      return true; // one of them moves: the next look tells
    }
  }
}
