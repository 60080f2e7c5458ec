package ffrtmp.http.limit;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much each client may ask for.
 *
 * @param perSecond requests; 0: as many as they like
 * @param burst how many of them at once
 * @param routes requests per second of single route templates, which then do not count for {@code
 *     perSecond}; 0: as many as they like
 * @param bytesPerSecond bytes of bodies in both directions; 0: as many as they like
 * @param trustedProxies whose {@code X-Forwarded-For} is believed
 * @param clients how many are told apart at a time
 */
public record RateSettings(
    long perSecond,
    long burst,
    RateKey key,
    Map<String, Long> routes,
    long bytesPerSecond,
    List<String> trustedProxies,
    int clients) {
  /** Beyond this a token bucket cannot count. */
  public static final long MOST = 1_000_000_000;

  public RateSettings {
    check("limit", perSecond);
    check("bandwidth", bytesPerSecond);
    routes.forEach(RateSettings::check);
    if (burst < 1) throw new IllegalArgumentException("burst must be 1 at least, not " + burst);
    if (clients < 1) throw new IllegalArgumentException("clients must be 1 at least");
    Networks.parse(trustedProxies);
    routes = Map.copyOf(routes);
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** Reads the block {@code ffrtmp.http.rate}. */
  public static RateSettings from(Config c) {
    Map<String, Long> routes = new LinkedHashMap<>();
    Config byRoute = c.getConfig("routes");
    byRoute
        .root()
        .keySet()
        .forEach(template -> routes.put(template, byRoute.getLong(ConfigUtil.joinPath(template))));
    try {
      return new RateSettings(
          c.getLong("limit"),
          c.getLong("burst"),
          RateKey.parse(c.getString("key")),
          routes,
          c.getBytes("bandwidth"),
          c.getStringList("trusted-proxies"),
          c.getInt("clients"));
    } catch (IllegalArgumentException e) {
      throw new ConfigException.BadValue(
          c.origin(), "ffrtmp.http.rate", String.valueOf(e.getMessage()), e);
    }
  }

  private static void check(String what, long perSecond) {
    if (perSecond < 0 || perSecond > MOST) {
      throw new IllegalArgumentException(what + " must be 0 to " + MOST + ", not " + perSecond);
    }
  }
}
