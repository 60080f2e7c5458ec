/** The commands of {@code ffrtmp streams}. */
@NullMarked
package ffrtmp.ops.client.streams;

import org.jspecify.annotations.NullMarked;
