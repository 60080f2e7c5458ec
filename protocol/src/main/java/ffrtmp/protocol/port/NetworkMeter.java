package ffrtmp.protocol.port;

import java.util.Optional;

/** The network interface of this machine, as it is now. */
public interface NetworkMeter {
  /** Empty while no interface is known, or fewer than two samples were taken. */
  Optional<Rate> now();

  /**
   * Bytes per second over the last sample; on a cache, what is transmitted is what users download.
   *
   * @param node the name of the machine
   */
  record Rate(String node, String networkInterface, double receive, double transmit) {}
}
