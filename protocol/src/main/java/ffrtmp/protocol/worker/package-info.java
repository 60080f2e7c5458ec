/** The vocabulary between a job and the worker that executes it. */
@NullMarked
package ffrtmp.protocol.worker;

import org.jspecify.annotations.NullMarked;
