/**
 * Requests made from the API's description and spoilt at random, for the edge over fakes and for a
 * whole server.
 */
@NullMarked
package ffrtmp.fuzz;

import org.jspecify.annotations.NullMarked;
