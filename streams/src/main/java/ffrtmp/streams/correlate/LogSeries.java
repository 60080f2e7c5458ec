package ffrtmp.streams.correlate;

/**
 * One log with its rotations.
 *
 * @param name by which it is known again after a restart, e.g. {@code access.log}
 * @param serviceHint the cache tag that its lines lack, e.g. {@code steam} for {@code
 *     steam-access.log}; empty: none
 */
public record LogSeries(String name, String serviceHint) {}
