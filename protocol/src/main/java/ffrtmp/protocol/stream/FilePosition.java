package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * How far one generation of a log file has been read. A file is told from others by its first
 * complete line, and by device and inode; its name may change. Stored as an array under these
 * positions, for ever: fields are only added, at the end.
 *
 * @param series the name without rotation and compression, e.g. {@code access.log}
 * @param name under which it was last seen
 * @param device of the file system, 0 where unknown
 * @param inode 0 where unknown
 * @param firstLine what the generation is known by: the hash of the first complete line, its
 *     newline left out, or of as much of it as lies in the first 4 KiB; its lowest 16 bits are a
 *     number that tells apart generations that begin with the same line
 * @param offset of the next line to read, in bytes as uncompressed
 * @param anchor hashes of the file's first bytes and of the bytes before {@code offset}, which
 *     prove that what was read is still what stands there
 * @param size of the file on disk when last looked at, in bytes as stored
 * @param modifiedMillis of the file when last looked at
 * @param complete nothing more is expected: compressed, and read to its end
 * @param gone when it was last missed in the folder; 0: it is there
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record FilePosition(
    @JsonProperty(index = 0) String series,
    @JsonProperty(index = 1) String name,
    @JsonProperty(index = 2) long device,
    @JsonProperty(index = 3) long inode,
    @JsonProperty(index = 4) long firstLine,
    @JsonProperty(index = 5) long offset,
    @JsonProperty(index = 6) long anchor,
    @JsonProperty(index = 7) long size,
    @JsonProperty(index = 8) long modifiedMillis,
    @JsonProperty(index = 9) boolean complete,
    @JsonProperty(index = 10) long gone) {}
