/**
 * Engine {@code gstreamer}: gst-launch-1.0, for the plain jobs of nodes without ffmpeg. What it
 * cannot do it refuses by name.
 */
@NullMarked
package ffrtmp.node.worker.gstreamer;

import org.jspecify.annotations.NullMarked;
