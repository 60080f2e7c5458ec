/** What a process tells of itself: collected from Kamon and from readings, served to Prometheus. */
@NullMarked
package ffrtmp.ops.telemetry;

import org.jspecify.annotations.NullMarked;
