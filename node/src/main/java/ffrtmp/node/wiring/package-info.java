/**
 * Puts the rooms together: a control role and a worker role over one actor system, and the adapters
 * of the ports.
 */
@NullMarked
package ffrtmp.node.wiring;

import org.jspecify.annotations.NullMarked;
