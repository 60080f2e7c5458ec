/** How jobs, nodes, downloads and what is known of them look on the wire. */
@NullMarked
package ffrtmp.http.json;

import org.jspecify.annotations.NullMarked;
