package ffrtmp.streams.network;

/**
 * One network interface as it is now.
 *
 * @param physical there is a device behind it; false too where the kernel does not tell
 * @param up it is not known to be down
 */
record Interface(String name, boolean physical, boolean up, Counters counters) {}
