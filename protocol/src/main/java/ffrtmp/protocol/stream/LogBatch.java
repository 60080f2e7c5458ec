package ffrtmp.protocol.stream;

import java.util.List;

/**
 * What was learnt from a stretch of lines, and the positions behind that stretch: stored together
 * or not at all.
 *
 * @param epoch of the owner that read it
 * @param batch one more than the batch before, over all epochs of a generation; the first is 1
 * @param files the positions that changed
 * @param forgotten positions no longer needed, by {@link FilePosition#firstLine}
 * @param opened entries of the open state that are new or changed
 * @param closed keys of entries that are no longer needed
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record LogBatch(
    long epoch,
    long batch,
    List<FilePosition> files,
    List<Long> forgotten,
    SourceReport report,
    List<SessionRow> sessions,
    List<DownloadRow> downloads,
    List<TrafficRow> traffic,
    List<OpenEntry> opened,
    long[] closed) {}
