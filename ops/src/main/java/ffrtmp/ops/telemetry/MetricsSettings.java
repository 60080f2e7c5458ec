package ffrtmp.ops.telemetry;

/**
 * Where metrics are served.
 *
 * @param enabled whether they are served at all
 * @param host an address of this machine
 * @param port 0: any free one
 */
public record MetricsSettings(boolean enabled, String host, int port) {
  /** Nothing is served. */
  public static final MetricsSettings OFF = new MetricsSettings(false, "127.0.0.1", 0);

  public MetricsSettings {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }
}
