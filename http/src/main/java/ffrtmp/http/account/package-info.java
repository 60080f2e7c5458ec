/**
 * Counts every body that comes in and goes out, to the byte.
 *
 * <p>{@link ffrtmp.http.account.Accounts} opens an {@link ffrtmp.http.account.Account} for each
 * request, outside of everything else that a request passes, and tells all series when asked.
 */
@NullMarked
package ffrtmp.http.account;

import org.jspecify.annotations.NullMarked;
