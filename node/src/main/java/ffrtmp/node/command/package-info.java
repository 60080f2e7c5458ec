/** The commands that start something, and their flags. */
@NullMarked
package ffrtmp.node.command;

import org.jspecify.annotations.NullMarked;
