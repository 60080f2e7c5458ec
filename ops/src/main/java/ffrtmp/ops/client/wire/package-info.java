/** How commands speak to a server: requests, refusals, waiting when told to, live events. */
@NullMarked
package ffrtmp.ops.client.wire;

import org.jspecify.annotations.NullMarked;
