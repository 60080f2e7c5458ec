/** What {@code ffrtmp streams analyze} prints. */
@NullMarked
package ffrtmp.node.analyze;

import org.jspecify.annotations.NullMarked;
