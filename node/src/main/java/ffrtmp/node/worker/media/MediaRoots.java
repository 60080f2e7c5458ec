package ffrtmp.node.worker.media;

import ffrtmp.protocol.job.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The folders under which media may be read and written. Every path is judged by where it really
 * is, after links are followed; the file system may still change between this and ffmpeg's open, so
 * who can write under a root can read what the worker can.
 */
public final class MediaRoots {
  private static final Pattern SCHEME = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*):(//)?.*");

  private final List<Path> roots;
  private final Set<String> schemes;

  private MediaRoots(List<Path> roots, Set<String> schemes) {
    this.roots = roots;
    this.schemes = schemes;
  }

  /**
   * Creates the roots that do not exist.
   *
   * @param schemes the URL schemes that an input may have, in lower case
   * @throws IOException when a root cannot be made or read
   */
  public static MediaRoots open(List<Path> roots, Set<String> schemes) throws IOException {
    List<Path> real = new ArrayList<>();
    for (Path root : roots) real.add(Files.createDirectories(root).toRealPath());
    return new MediaRoots(List.copyOf(real), Set.copyOf(schemes));
  }

  /** The root that takes outputs without a name. */
  public Path first() {
    return roots.get(0);
  }

  /**
   * @param input as the job names it; absent: a generated picture
   * @throws Refused user_error for what is not allowed, input_error for what is not there
   */
  public MediaSource source(@Nullable String input) throws Refused {
    if (input == null) return new MediaSource.Generated();
    Optional<String> scheme = scheme(input);
    if (scheme.isPresent()) return remote(input, scheme.get());
    Path asked = plain("input", input);
    Path found =
        candidates(asked).stream()
            .filter(Files::exists)
            .findFirst()
            .orElseThrow(
                () -> new Refused(FailureReason.INPUT_ERROR, "input does not exist: " + input));
    Path real = real(found, input);
    if (!inside(real)) throw outside("input", input);
    if (!Files.isRegularFile(real) || !Files.isReadable(real)) {
      throw new Refused(FailureReason.INPUT_ERROR, "input is not a readable file: " + input);
    }
    return new MediaSource.LocalFile(real);
  }

  /**
   * The real path that {@code output} will have; its folder is made if need be.
   *
   * @throws Refused user_error for what is not allowed
   */
  public Path target(String output) throws Refused {
    if (scheme(output).isPresent()) {
      throw Refused.userError("output must be a path under a media root: " + output);
    }
    Path asked = plain("output", output);
    Path wanted = asked.isAbsolute() ? asked : first().resolve(asked);
    if (candidates(asked).isEmpty()) throw outside("output", output);
    Path name = wanted.getFileName();
    Path folder = wanted.getParent();
    if (name == null || folder == null) throw outside("output", output);
    if (!inside(real(deepestThatExists(folder), output))) throw outside("output", output);
    try {
      Path real = Files.createDirectories(folder).toRealPath();
      if (!inside(real)) throw outside("output", output);
      return real.resolve(name);
    } catch (IOException e) {
      throw Refused.userError("output's folder cannot be made: " + output + ": " + e.getMessage());
    }
  }

  private MediaSource remote(String input, String scheme) throws Refused {
    if (!input.contains("://") || !schemes.contains(scheme)) {
      throw Refused.userError("inputs with " + scheme + ": are not allowed on this worker");
    }
    return new MediaSource.Remote(input);
  }

  private static Optional<String> scheme(String text) {
    Matcher matcher = SCHEME.matcher(text);
    return matcher.matches()
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static Path plain(String what, String text) throws Refused {
    if (text.isBlank()) throw Refused.userError(what + " is empty");
    if (text.startsWith("-")) throw Refused.userError(what + " must not start with -: " + text);
    Path path;
    try {
      path = Path.of(text);
    } catch (InvalidPathException e) {
      throw Refused.userError(what + " is not a path: " + e.getReason());
    }
    for (Path element : path) {
      if (element.toString().equals("..")) {
        throw Refused.userError(what + " must not contain ..: " + text);
      }
    }
    return path;
  }

  /** Where a path could mean; an absolute one that no root is a prefix of means nothing. */
  private List<Path> candidates(Path asked) throws Refused {
    if (!asked.isAbsolute()) return roots.stream().map(root -> root.resolve(asked)).toList();
    Path existing = deepestThatExists(asked);
    if (!inside(asked) && !inside(real(existing, asked.toString()))) {
      throw outside("path", asked.toString());
    }
    return List.of(asked);
  }

  private static Path deepestThatExists(Path path) {
    Path at = path;
    while (at.getParent() != null && !Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
      at = at.getParent();
    }
    return at;
  }

  private static Path real(Path path, String asked) throws Refused {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      throw new Refused(FailureReason.INPUT_ERROR, "cannot be resolved: " + asked);
    }
  }

  private boolean inside(Path real) {
    return roots.stream().anyMatch(real::startsWith);
  }

  private static Refused outside(String what, String text) {
    return Refused.userError(what + " lies outside the media roots: " + text);
  }
}
