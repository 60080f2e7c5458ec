/**
 * The commands that speak HTTP to a server; light, since each is a process that starts and ends.
 */
@NullMarked
package ffrtmp.ops.client;

import org.jspecify.annotations.NullMarked;
