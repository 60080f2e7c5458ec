package ffrtmp.protocol.port;

import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.SourceName;
import org.jspecify.annotations.Nullable;

/**
 * A session of a source.
 *
 * @param downloadId id of the related download
 */
public record SessionInfo(long id, SourceName source, SessionRow row, @Nullable Long downloadId) {}
