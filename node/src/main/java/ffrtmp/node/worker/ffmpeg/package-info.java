/** Finding ffmpeg, telling it what to do, and reading what it says. */
@NullMarked
package ffrtmp.node.worker.ffmpeg;

import org.jspecify.annotations.NullMarked;
