/** How jobs, nodes and their histories look on the wire. */
@NullMarked
package ffrtmp.http.json;

import org.jspecify.annotations.NullMarked;
