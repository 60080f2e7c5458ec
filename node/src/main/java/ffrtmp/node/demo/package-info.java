/** The main job on an empty machine, told by a client that speaks nothing but HTTP. */
@NullMarked
package ffrtmp.node.demo;

import org.jspecify.annotations.NullMarked;
