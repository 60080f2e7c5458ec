/** The commands of {@code ffrtmp nodes}. */
@NullMarked
package ffrtmp.ops.client.nodes;

import org.jspecify.annotations.NullMarked;
