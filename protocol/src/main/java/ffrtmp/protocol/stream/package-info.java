/** The words of the second half: log sources, and what is learnt from their lines. */
@NullMarked
package ffrtmp.protocol.stream;

import org.jspecify.annotations.NullMarked;
