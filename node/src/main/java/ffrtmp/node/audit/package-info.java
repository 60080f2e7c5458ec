/** The audit's commands at work: they read a store, and print what they find. */
@NullMarked
package ffrtmp.node.audit;

import org.jspecify.annotations.NullMarked;
