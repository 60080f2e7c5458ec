package ffrtmp.node.command;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import ffrtmp.http.limit.RateKey;
import ffrtmp.http.limit.RateSettings;
import ffrtmp.node.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags of how much each client of the API may ask for. */
final class RateFlags {
  private static final String BLOCK = "ffrtmp.http.rate";

  @Option(
      names = "--rate-limit",
      paramLabel = "N",
      description =
          "Requests per second of each client (default: ${DEFAULT-VALUE}); 0: as many as they like,"
              + " on every route without a --rate-route.")
  long limit = 100;

  @Option(
      names = "--rate-burst",
      paramLabel = "N",
      description = "How many of them at once (default: ${DEFAULT-VALUE}).")
  long burst = 20;

  @Option(
      names = "--rate-key",
      paramLabel = "ip|api-key|header:NAME",
      description =
          "What clients are told apart by (default: ${DEFAULT-VALUE}); who shows no known key goes"
              + " by ip.")
  String key = "ip";

  @Option(
      names = "--rate-route",
      paramLabel = "TEMPLATE=N",
      split = ",",
      description =
          "Requests per second of one route, such as /jobs/next=500, apart from --rate-limit; may"
              + " be repeated.")
  List<String> routes = new ArrayList<>();

  @Option(
      names = "--bandwidth-limit",
      paramLabel = "BYTES",
      description =
          "Bytes per second of each client, both directions, such as 1000000 or 10MB (default:"
              + " ${DEFAULT-VALUE}); 0: as many as they like.")
  String bandwidth = "0";

  @Option(
      names = "--trusted-proxies",
      paramLabel = "NETWORK",
      split = ",",
      description = "Such as 10.0.0.0/8: whose X-Forwarded-For is believed; may be repeated.")
  List<String> proxies = new ArrayList<>();

  /** The edge's block of settings, with what it has besides; refuses what cannot be meant. */
  Config settings() {
    try {
      RateKey.parse(key);
    } catch (IllegalArgumentException e) {
      throw new UsageException("--rate-key " + e.getMessage());
    }
    Config flags =
        ConfigFactory.parseMap(
            Map.of(
                "limit", limit,
                "burst", burst,
                "key", key,
                "routes", ConfigValueFactory.fromMap(byRoute()),
                "bandwidth", bandwidth,
                "trusted-proxies", proxies));
    Config all = flags.withFallback(defaults());
    try {
      RateSettings.from(all);
    } catch (ConfigException e) {
      throw new UsageException("the rate limits cannot be meant: " + e.getMessage());
    }
    return all.atPath(BLOCK);
  }

  /** Who turns the limit off means the limits that routes have by default too. */
  private Config defaults() {
    Config defaults = Configuration.load().getConfig(BLOCK);
    return limit == 0 ? defaults.withoutPath("routes") : defaults;
  }

  private Map<String, Long> byRoute() {
    Map<String, Long> byRoute = new LinkedHashMap<>();
    for (String route : routes) {
      int equals = route.lastIndexOf('=');
      String number = route.substring(equals + 1);
      if (equals < 1 || !route.startsWith("/") || !number.matches("[0-9]{1,9}")) {
        throw new UsageException("--rate-route is TEMPLATE=N, not '" + route + "'");
      }
      byRoute.put(route.substring(0, equals), Long.parseLong(number));
    }
    return byRoute;
  }
}
