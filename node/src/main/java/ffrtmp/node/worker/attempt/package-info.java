/** One attempt on a thread of its own, whatever its engine. */
@NullMarked
package ffrtmp.node.worker.attempt;

import org.jspecify.annotations.NullMarked;
