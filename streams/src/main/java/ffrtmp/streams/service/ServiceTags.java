package ffrtmp.streams.service;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The names under which caches tag the services, all of one service to the name that we show. */
final class ServiceTags {
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          entry("epic", "epicgames"),
          entry("ea", "origin"),
          entry("ubisoft", "uplay"),
          entry("windows", "wsus"),
          entry("windowsupdate", "wsus"),
          entry("windowsupdates", "wsus"),
          entry("windows-update", "wsus"),
          entry("microsoft", "wsus"),
          entry("xbox", "xboxlive"),
          entry("xboxlive.com", "xboxlive"),
          entry("psn", "sony"),
          entry("playstation", "sony"),
          entry("battlenet", "blizzard"),
          entry("battle.net", "blizzard"),
          entry("leagueoflegends", "riot"),
          entry("riotgames", "riot"),
          entry("rockstargames", "rockstar"),
          entry("hirezstudios", "hirez"),
          entry("hi-rez", "hirez"),
          entry("battlestate", "bsg"),
          entry("battlestategames", "bsg"),
          entry("elderscrollsonline", "teso"),
          entry("eso", "teso"),
          entry("squareenix", "square"),
          entry("square-enix", "square"),
          entry("callofduty", "cod"),
          entry("poe", "pathofexile"),
          entry("renegade-x", "renegadex"),
          entry("nexus", "nexusmods"));

  private ServiceTags() {}

  /** The name that we show of a service that a file may call otherwise. */
  static String canonical(String service) {
    return ALIASES.getOrDefault(service, service);
  }

  /** Service by tag, where the service is known. */
  static Map<String, String> known(Set<String> services) {
    Map<String, String> tags = new HashMap<>();
    services.forEach(service -> tags.put(service, service));
    ALIASES.forEach(
        (alias, service) -> {
          if (services.contains(service)) tags.put(alias, service);
        });
    return tags;
  }
}
