/** Log lines, parsed where they lie: no String and no object for each field. */
@NullMarked
package ffrtmp.streams.line;

import org.jspecify.annotations.NullMarked;
