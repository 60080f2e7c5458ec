package ffrtmp.streams.tail;

/**
 * Complete lines of one series, in the order in which they were written. The bytes are valid until
 * the next chunk is taken from the same tail. A chunk may hold no line at all: a long stretch was
 * passed over, and there is more to come.
 *
 * @param series index into the tail's series
 * @param data holds the lines from {@code from} to {@code to}; the last byte is a newline
 * @param tooLong lines left out before these since they were longer than a line may be
 */
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record Chunk(int series, byte[] data, int from, int to, int tooLong) {}
