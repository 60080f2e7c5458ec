/**
 * The words of the system: ids, values, commands, events, replies, and the ports through which the
 * rooms speak. Data only: no actor, no I/O, no clock.
 */
@NullMarked
package ffrtmp.protocol;

import org.jspecify.annotations.NullMarked;
