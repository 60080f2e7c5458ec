/** TLS for the API: certificates out of PEM files, read again when they change. */
@NullMarked
package ffrtmp.http.tls;

import org.jspecify.annotations.NullMarked;
