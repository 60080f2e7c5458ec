/**
 * From lines to sessions, downloads, links and traffic: pure code in event time, whose open state
 * is a delta of keys and bytes.
 */
@NullMarked
package ffrtmp.streams.correlate;

import org.jspecify.annotations.NullMarked;
