/** Operating system processes: starting, signalling, and measuring them. */
@NullMarked
package ffrtmp.node.worker.process;

import org.jspecify.annotations.NullMarked;
