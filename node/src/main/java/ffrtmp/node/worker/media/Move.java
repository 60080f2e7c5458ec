package ffrtmp.node.worker.media;

import java.nio.file.Path;

/** One file or folder of an output: where it is written, and where it belongs. */
public record Move(Path from, Path to) {}
