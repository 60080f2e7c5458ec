package ffrtmp.protocol.port;

import ffrtmp.protocol.stream.DownloadRow;
import ffrtmp.protocol.stream.SourceName;

/**
 * A download of a source, with its related sessions summed up.
 *
 * @param sessions how many are related
 * @param receivedBytes what they received from the client
 * @param sessionMillis the sum of their durations
 */
public record DownloadInfo(
    long id,
    SourceName source,
    DownloadRow row,
    long sessions,
    long receivedBytes,
    long sessionMillis) {}
