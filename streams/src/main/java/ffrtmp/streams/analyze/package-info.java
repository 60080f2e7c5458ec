/** What log files say, without a server: everything read once, and summed up. */
@NullMarked
package ffrtmp.streams.analyze;

import org.jspecify.annotations.NullMarked;
