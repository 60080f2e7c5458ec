/** Cache logs to sessions, downloads and speeds: the pipeline that joins this module's parts. */
@NullMarked
package ffrtmp.streams;

import org.jspecify.annotations.NullMarked;
