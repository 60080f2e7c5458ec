/** Small interfaces, named for the need of the caller; their adapters live in node. */
@NullMarked
package ffrtmp.protocol.port;

import org.jspecify.annotations.NullMarked;
