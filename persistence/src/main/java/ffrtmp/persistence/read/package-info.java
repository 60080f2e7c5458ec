/** The read side: follows the journal, keeps tables of what is there now, and answers from them. */
@NullMarked
package ffrtmp.persistence.read;

import org.jspecify.annotations.NullMarked;
