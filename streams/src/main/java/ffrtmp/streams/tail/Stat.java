package ffrtmp.streams.tail;

/**
 * What a file system knows of a file.
 *
 * @param device 0 where unknown
 * @param inode 0 where unknown; given to another file as soon as this one is gone
 * @param size bytes as stored
 * @param changedNanos when it was last written, renamed or made, as far as is known
 */
record Stat(long device, long inode, long size, long modifiedMillis, long changedNanos) {
  boolean sameFile(Stat other) {
    return inode != 0 && inode == other.inode && device == other.device;
  }
}
