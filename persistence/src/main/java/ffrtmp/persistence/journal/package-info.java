/** The journal: where it is kept, how events are written, and who hands out sequence numbers. */
@NullMarked
package ffrtmp.persistence.journal;

import org.jspecify.annotations.NullMarked;
