package ffrtmp.protocol.port;

import ffrtmp.protocol.metric.Reading;
import java.util.function.Consumer;

/** Tells the present values of some metrics whenever they are asked for; safe from any thread. */
@FunctionalInterface
public interface Readings {
  /** Tells every series once. */
  void read(Consumer<Reading> to);
}
