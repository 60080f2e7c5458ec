package ffrtmp.streams.forge;

import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** What a service's requests look like. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are those of List.of
enum Service {
  STEAM(
      46,
      "Valve/Steam HTTP Client 1.0",
      List.of(
          "cache3-ord1.steamcontent.com",
          "cache9-ord1.steamcontent.com",
          "lancache.steamcontent.com"),
      List.of("api.steampowered.com", "client-update.steamstatic.com", "ext1-ord1.steamserver.net"),
      60_000,
      1_048_576),
  EPICGAMES(
      14,
      "EpicGamesLauncher/15.17.1-28643204+++Portal+Release-Live Windows/10.0.22621.1.256.64bit",
      List.of("epicgames-download1.akamaized.net", "download.epicgames.com"),
      List.of("launcher-public-service-prod06.ol.epicgames.com", "cdn1.epicgames.com"),
      200_000,
      1_048_576),
  WSUS(
      14,
      "Microsoft-Delivery-Optimization/10.0",
      List.of(
          "tlu.dl.delivery.mp.microsoft.com",
          "7.tlu.dl.delivery.mp.microsoft.com",
          "au.download.windowsupdate.com"),
      List.of(
          "cp601.prod.do.dsp.mp.microsoft.com",
          "fe2cr.update.microsoft.com",
          "geo.prod.do.dsp.mp.microsoft.com"),
      1_048_576,
      1_048_576),
  BLIZZARD(
      9,
      "Blizzard Agent/2.38.0.8567",
      List.of("level3.blizzard.com", "us.cdn.blizzard.com", "blzddist1-a.akamaihd.net"),
      List.of("us.cdn.blizzard.com"),
      262_144,
      262_144),
  RIOT(
      7,
      "RiotNetwork/1.0.0 Patcher",
      List.of("lol.dyn.riotcdn.net", "valorant.dyn.riotcdn.net"),
      List.of("lol.dyn.riotcdn.net"),
      100_000,
      4_000_000),
  XBOXLIVE(
      6,
      "Microsoft-Delivery-Optimization/10.1",
      List.of("assets1.xboxlive.com", "assets2.xboxlive.com", "d1.xboxlive.com"),
      List.of("xvcf1.xboxlive.com"),
      2_097_152,
      2_097_152),
  UPLAY(
      4,
      "-",
      List.of("uplaypc-s-ubisoft.cdn.ubi.com"),
      List.of("static3.cdn.ubi.com"),
      300_000,
      1_048_576);

  private static final Service[] ALL = values();

  final int weight;
  final String agent;
  final List<String> hosts;
  final List<String> controlHosts;
  final int least;
  final int most;

  Service(
      int weight,
      String agent,
      List<String> hosts,
      List<String> controlHosts,
      int least,
      int most) {
    this.weight = weight;
    this.agent = agent;
    this.hosts = hosts;
    this.controlHosts = controlHosts;
    this.least = least;
    this.most = most;
  }

  /** By weight; the weights make a hundred. */
  static Service any(SplittableRandom random) {
    int left = random.nextInt(100);
    for (Service service : ALL) {
      left -= service.weight;
      if (left < 0) return service;
    }
    throw new AssertionError("the weights do not make a hundred");
  }

  String tag() {
    return name().toLowerCase(Locale.ROOT);
  }
}
