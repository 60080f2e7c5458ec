/** Log sources: what their readers learnt, stored once, and the tables and queries over it. */
@NullMarked
package ffrtmp.persistence.log;

import org.jspecify.annotations.NullMarked;
