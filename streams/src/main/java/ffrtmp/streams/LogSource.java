package ffrtmp.streams;

import ffrtmp.protocol.stream.SourceName;
import java.nio.file.Path;
import java.time.ZoneId;

/**
 * A folder of cache logs, as the operator named it.
 *
 * @param sameConnection both logs are of the same connections (a cache that ends TLS itself), so
 *     that bytes may be matched
 * @param zone of lines whose time lacks one
 */
public record LogSource(SourceName name, Path folder, boolean sameConnection, ZoneId zone) {}
