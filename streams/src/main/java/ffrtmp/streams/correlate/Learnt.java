package ffrtmp.streams.correlate;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SessionRow;
import ffrtmp.protocol.stream.TrafficRow;
import java.util.List;
import java.util.Map;

/**
 * What changed since the last time: rows as they are now, and the change of the open state. All of
 * it is stored together, or none.
 *
 * @param served what the downloads of each service received since the last time
 * @param opened entries that are new or changed
 * @param closed keys of entries no longer needed, none of which is in {@code opened}
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Learnt(
    List<SessionRow> sessions,
    List<DownloadRow> downloads,
    List<TrafficRow> traffic,
    Map<String, Served> served,
    List<OpenEntry> opened,
    long[] closed) {}
