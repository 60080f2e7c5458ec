/**
 * What the machine's network interface carries.
 *
 * <p>{@link ffrtmp.streams.network.NetworkSampler} is the shell: it ticks. {@code Sampling} decides
 * which interface, what rate, which minute, without a clock and without a file; {@code Interfaces}
 * reads the kernel's counters; {@code Outbox} sees the minutes into the store.
 */
@NullMarked
package ffrtmp.streams.network;

import org.jspecify.annotations.NullMarked;
