package ffrtmp.protocol.port;

import java.time.Instant;

/**
 * One minute of one network interface, speeds in bytes per second over samples of about one second.
 *
 * @param node the name of the machine
 * @param start the minute's beginning
 * @param samples how many there were; fewer than expected where the process began or ended
 */
public record NetworkMinute(
    String node,
    String networkInterface,
    Instant start,
    int samples,
    Spread receive,
    Spread transmit) {
  /** The least, the mean and the greatest of the minute's samples. */
  public record Spread(double min, double mean, double max) {}
}
