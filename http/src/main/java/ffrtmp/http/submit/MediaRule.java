package ffrtmp.http.submit;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is wrong in a path or an address by itself: segments {@code ..}, a leading {@code
 * -}, a protocol that is not allowed, and what lies outside the media roots where they are known.
 * Links are the worker's to resolve.
 */
final class MediaRule {
  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*");
  private static final Set<String> RTMP = Set.of("rtmp", "rtmps");

  private final List<Path> roots;
  private final Set<String> schemes;

  MediaRule(SubmitSettings settings) {
    roots = settings.mediaRoots();
    schemes = settings.urlSchemes();
  }

  /** A path under a media root, or a URL of an allowed scheme. */
  @Nullable String input(Fields f, @Nullable String input) {
    if (input == null) return null;
    Optional<String> scheme = scheme(input);
    Optional<String> fault =
        scheme.isEmpty() ? pathFault(input) : urlFault(input, scheme.get(), schemes);
    return kept(f, "input", input, fault);
  }

  /** A path under a media root. */
  @Nullable String output(Fields f, @Nullable String output) {
    if (output == null) return null;
    Optional<String> fault =
        scheme(output).isEmpty()
            ? pathFault(output)
            : Optional.of("must be a path: no protocol is allowed here");
    return kept(f, "output", output, fault);
  }

  /** Where a stream is sent. */
  @Nullable String rtmpUrl(Fields f, @Nullable String url) {
    if (url == null) return null;
    return kept(f, "rtmp_url", url, urlFault(url, scheme(url).orElse(""), RTMP));
  }

  private static @Nullable String kept(
      Fields f, String name, String value, Optional<String> fault) {
    fault.ifPresent(detail -> f.refuse(name, detail));
    return fault.isEmpty() ? value : null;
  }

  private static Optional<String> scheme(String text) {
    Matcher matcher = SCHEME.matcher(text);
    return matcher.matches()
        ? Optional.of(matcher.group(1).toLowerCase(Locale.ROOT))
        : Optional.empty();
  }

  private static Optional<String> urlFault(String url, String scheme, Set<String> allowed) {
    if (!allowed.contains(scheme)) {
      return Optional.of(
          allowed.isEmpty()
              ? "must be a path: no protocol is allowed here"
              : "must begin with one of " + String.join(", ", allowed.stream().sorted().toList()));
    }
    try {
      return new URI(url).getHost() == null
          ? Optional.of("must be a URL with a host")
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of("must be a URL without spaces and other characters that URLs escape");
    }
  }

  private Optional<String> pathFault(String text) {
    if (text.startsWith("-")) return Optional.of("must not begin with -");
    if (Arrays.asList(text.split("/", -1)).contains("..")) {
      return Optional.of("must have no .. in it");
    }
    try {
      return outside(Path.of(text).normalize())
          ? Optional.of("is outside the media roots")
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.of("is no path");
    }
  }

  private boolean outside(Path path) {
    return path.isAbsolute() && !roots.isEmpty() && roots.stream().noneMatch(path::startsWith);
  }
}
