/** Where media may lie, and how an attempt's output gets into its place. */
@NullMarked
package ffrtmp.node.worker.media;

import org.jspecify.annotations.NullMarked;
