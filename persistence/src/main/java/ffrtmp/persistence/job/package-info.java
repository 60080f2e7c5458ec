/** One job: a pure state machine, pure decisions over it, and the entity that persists them. */
@NullMarked
package ffrtmp.persistence.job;

import org.jspecify.annotations.NullMarked;
