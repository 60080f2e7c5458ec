/** What this machine has, found by looking and by trying. */
@NullMarked
package ffrtmp.node.worker.hardware;

import org.jspecify.annotations.NullMarked;
