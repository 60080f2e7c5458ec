/** Who asks, and what they may do. */
@NullMarked
package ffrtmp.http.access;

import org.jspecify.annotations.NullMarked;
