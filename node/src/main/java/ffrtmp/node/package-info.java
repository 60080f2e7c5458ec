/**
 * Main and what it starts. {@code command} reads flags, {@code wiring} puts the rooms together,
 * {@code scheduler} decides, {@code lease} knows who lives, {@code worker} executes.
 */
@NullMarked
package ffrtmp.node;

import org.jspecify.annotations.NullMarked;
