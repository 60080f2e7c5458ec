/** The commands of {@code ffrtmp jobs}. */
@NullMarked
package ffrtmp.ops.client.jobs;

import org.jspecify.annotations.NullMarked;
