/** The audit: the journal replayed, checked against the tables and its chains, and handed out. */
@NullMarked
package ffrtmp.persistence.audit;

import org.jspecify.annotations.NullMarked;
