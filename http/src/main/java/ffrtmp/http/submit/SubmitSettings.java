package ffrtmp.http.submit;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * What this server fills in and allows where a job is submitted.
 *
 * @param maxRetries attempts after the first where the client says nothing, 0 to 100
 * @param mediaRoots folders that absolute paths must lie in; empty: not known here, the worker
 *     decides
 * @param urlSchemes schemes that an input may be read from, lower-case; empty: paths only
 * @param noop whether jobs may name engine {@code noop}
 */
public record SubmitSettings(
    int maxRetries, List<Path> mediaRoots, Set<String> urlSchemes, boolean noop) {
  public SubmitSettings {
    mediaRoots = List.copyOf(mediaRoots);
    urlSchemes = Set.copyOf(urlSchemes);
  }
}
