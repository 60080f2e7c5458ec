package ffrtmp.streams.network;

import ffrtmp.protocol.port.NetworkMinute;
import ffrtmp.protocol.port.NetworkMinute.Spread;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** A minute of one interface that is being filled. */
final class MinuteFold {
  private final String node;
  private final String networkInterface;
  private final Instant start;
  private final Direction receive = new Direction();
  private final Direction transmit = new Direction();
  private int samples;

  /**
   * @param at any time of the minute
   */
  MinuteFold(String node, String networkInterface, Instant at) {
    this.node = node;
    this.networkInterface = networkInterface;
    start = at.truncatedTo(ChronoUnit.MINUTES);
  }

  /**
   * Whether a sample of {@code at} belongs here; one that a clock set back by up to a minute puts
   * before it does too, or it would begin a minute anew that is already told.
   */
  boolean takes(Instant at) {
    return at.isBefore(start.plus(1, ChronoUnit.MINUTES))
        && !at.isBefore(start.minus(1, ChronoUnit.MINUTES));
  }

  void add(RateMeter.Sample sample) {
    samples++;
    receive.add(sample.receive());
    transmit.add(sample.transmit());
  }

  /** What it holds so far; to be asked once something was added. */
  NetworkMinute minute() {
    return new NetworkMinute(
        node, networkInterface, start, samples, receive.spread(samples), transmit.spread(samples));
  }

  private static final class Direction {
    private double min = Double.POSITIVE_INFINITY;
    private double max;
    private double sum;

    void add(double rate) {
      min = Math.min(min, rate);
      max = Math.max(max, rate);
      sum += rate;
    }

    Spread spread(int samples) {
      return new Spread(min, sum / samples, max);
    }
  }
}
