/** One node's registrations: a pure state machine and the entity that persists it. */
@NullMarked
package ffrtmp.persistence.node;

import org.jspecify.annotations.NullMarked;
