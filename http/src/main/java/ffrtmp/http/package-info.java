/**
 * The edge: what comes in by HTTP, checked, becomes a call on a port, and its answer becomes JSON.
 *
 * <p>One request goes {@link ffrtmp.http.Edge} (request id, key, errors) → {@link
 * ffrtmp.http.Router} (one table of routes) → a route's handler → a port of {@code protocol}. No
 * actor is known here.
 */
@NullMarked
package ffrtmp.http;

import org.jspecify.annotations.NullMarked;
