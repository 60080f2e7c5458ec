package ffrtmp.node.worker.attempt;

import ffrtmp.node.worker.WorkerSettings;
import ffrtmp.node.worker.media.Manifests;
import ffrtmp.node.worker.media.MediaRoots;
import java.util.function.LongSupplier;

/**
 * What all attempts share, whatever their engine.
 *
 * @param nanoTime a monotonic clock, nanoseconds
 */
public record Shared(
    MediaRoots roots, Manifests manifests, WorkerSettings settings, LongSupplier nanoTime) {}
