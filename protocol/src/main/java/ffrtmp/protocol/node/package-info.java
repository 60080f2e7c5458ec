/** The vocabulary of one transcoding node. */
@NullMarked
package ffrtmp.protocol.node;

import org.jspecify.annotations.NullMarked;
