/** Log files as they are written, rotated, compressed and deleted: every line once. */
@NullMarked
package ffrtmp.streams.tail;

import org.jspecify.annotations.NullMarked;
