package ffrtmp.node.worker.ffmpeg;

import ffrtmp.node.worker.process.Watch;
import org.jspecify.annotations.Nullable;

/**
 * What was measured of a run that succeeded, beside its own words.
 *
 * @param wallSeconds how long it ran, pauses left out
 * @param joules energy of the CPU packages meanwhile
 */
record Measured(
    Watch.Exit exit,
    double wallSeconds,
    @Nullable Double joules,
    Quality quality,
    @Nullable Long inputBytes) {}
