/** Says how to configure ffrtmp on a machine, by what the machine has. */
@NullMarked
package ffrtmp.node.recommend;

import org.jspecify.annotations.NullMarked;
