package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.TrafficRow;
import java.util.List;

/**
 * What changed since the last time: rows as they are now, and the change of the open state. All of
 * it is stored together, or none.
 *
 * @param opened entries that are new or changed
 * @param closed keys of entries no longer needed, none of which is in {@code opened}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Learnt(
    List<SessionRow> sessions,
    List<DownloadRow> downloads,
    List<TrafficRow> traffic,
    List<OpenEntry> opened,
    long[] closed) {}
