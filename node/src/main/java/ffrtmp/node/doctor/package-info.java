/**
 * Looks whether this machine can run what an operator is about to start, and says what to do where
 * it cannot. Nothing is changed: a file is written only to see whether one can be, and taken away
 * again.
 */
@NullMarked
package ffrtmp.node.doctor;

import org.jspecify.annotations.NullMarked;
