/** The worker: takes attempts, runs them with an engine, and says what became of each. */
@NullMarked
package ffrtmp.node.worker;

import org.jspecify.annotations.NullMarked;
