/** The one list of metric names, and how their present values are told. */
@NullMarked
package ffrtmp.protocol.metric;

import org.jspecify.annotations.NullMarked;
