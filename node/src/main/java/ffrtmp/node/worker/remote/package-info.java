/** A worker that is no member of the cluster: it speaks HTTP to one master. */
@NullMarked
package ffrtmp.node.worker.remote;

import org.jspecify.annotations.NullMarked;
