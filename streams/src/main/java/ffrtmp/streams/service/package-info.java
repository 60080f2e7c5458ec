/** Whose a host is. */
@NullMarked
package ffrtmp.streams.service;

import org.jspecify.annotations.NullMarked;
