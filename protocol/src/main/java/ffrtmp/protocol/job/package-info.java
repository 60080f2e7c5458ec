/** The vocabulary of one job: what is asked, what happened, what is shown. */
@NullMarked
package ffrtmp.protocol.job;

import org.jspecify.annotations.NullMarked;
