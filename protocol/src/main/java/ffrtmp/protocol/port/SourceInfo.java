package ffrtmp.protocol.port;

import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.SourceName;
import ffrtmp.protocol.stream.SourceReport;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A log source as the tables know it.
 *
 * @param reader who holds it; absent: nobody
 * @param changed when something was last stored
 */
public record SourceInfo(
    SourceName name,
    @Nullable String reader,
    long epoch,
    SourceReport report,
    List<FilePosition> files,
    Instant changed) {}
