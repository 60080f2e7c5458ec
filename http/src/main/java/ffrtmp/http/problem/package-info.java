/** Everything that is answered instead of a success: problem details as RFC 9457 has them. */
@NullMarked
package ffrtmp.http.problem;

import org.jspecify.annotations.NullMarked;
