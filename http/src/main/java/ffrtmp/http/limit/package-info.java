/**
 * How much one client may ask for: token buckets of requests and of bytes, by address, by key or by
 * a header.
 */
@NullMarked
package ffrtmp.http.limit;

import org.jspecify.annotations.NullMarked;
