/** What keeps a client, by ill will or by accident, from taking more than its share. */
@NullMarked
package ffrtmp.http.guard;

import org.jspecify.annotations.NullMarked;
