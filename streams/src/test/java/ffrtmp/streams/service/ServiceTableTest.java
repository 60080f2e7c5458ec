package ffrtmp.streams.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServiceTableTest {
  private static final ServiceTable OWN = ServiceTable.load(Optional.empty());

  @TempDir Path folder;

  private ServiceTable with(String rows) throws IOException {
    return ServiceTable.load(Optional.of(Files.writeString(folder.resolve("mine.tsv"), rows)));
  }

  @ParameterizedTest
  @CsvSource({
    "cache7-ord1.steamcontent.com, steam",
    "lancache.steamcontent.com, steam",
    "api.steampowered.com, steam",
    "client-update.steamstatic.com, steam",
    "ext1-ord1.steamserver.net, steam",
    "epicgames-download1.akamaized.net, epicgames",
    "fastly-download.epicgames.com, epicgames",
    "launcher-public-service-prod06.ol.epicgames.com, epicgames",
    "7.tlu.dl.delivery.mp.microsoft.com, wsus",
    "tlu.dl.delivery.mp.microsoft.com, wsus",
    "au.download.windowsupdate.com, wsus",
    "cp601.prod.do.dsp.mp.microsoft.com, wsus",
    "do.dsp.mp.microsoft.com, wsus",
    "fe2cr.update.microsoft.com, wsus",
    "slscr.update.microsoft.com, wsus",
    "level3.blizzard.com, blizzard",
    "us.cdn.blizzard.com, blizzard",
    "blzddist1-a.akamaihd.net, blizzard",
    "lol.dyn.riotcdn.net, riot",
    "assets1.xboxlive.com, xboxlive",
    "xvcf1.xboxlive.com, xboxlive",
    "uplaypc-s-ubisoft.cdn.ubi.com, uplay",
    "static3.cdn.ubi.com, uplay",
    "gs2.ww.prod.dl.playstation.net, sony",
    "origin-a.akamaihd.net, origin",
    "atum.hac.lp1.d4c.nintendo.net, nintendo",
    "dl-wot-ak.wargaming.net, wargaming",
    "patches.rockstargames.com, rockstar",
    "example.org, other",
    "notsteamcontent.com, other",
    "akamaihd.net, other",
    "com, other",
    "'', other",
    "., other",
    "'[::1]', other",
  })
  void knowsWhoseAHostIs(String host, String service) {
    assertThat(OWN.serviceOf("", host)).isEqualTo(service);
  }

  @Test
  void aHostMayBeInCapitalsOrHaveAPortOrTheRootsDot() {
    assertThat(OWN.serviceOf("", "Lancache.SteamContent.COM")).isEqualTo("steam");
    assertThat(OWN.serviceOf("", "lancache.steamcontent.com:80")).isEqualTo("steam");
    assertThat(OWN.serviceOf("", "lancache.steamcontent.com.")).isEqualTo("steam");
    assertThat(OWN.serviceOf("", "steamcontent.com:")).isEqualTo("other");
  }

  @Test
  void aKnownTagWinsAndAnyOtherDoesNot() {
    assertThat(OWN.serviceOf("epicgames", "lancache.steamcontent.com")).isEqualTo("epicgames");
    assertThat(OWN.serviceOf("127.0.0.1", "lancache.steamcontent.com")).isEqualTo("steam");
    assertThat(OWN.serviceOf("lancache.steamcontent.com", "")).isEqualTo("other");
  }

  @ParameterizedTest
  @CsvSource({
    "epic, epicgames",
    "ea, origin",
    "ubisoft, uplay",
    "Xbox, xboxlive",
    "windows-update, wsus",
    "psn, sony",
    "battlenet, blizzard"
  })
  void aTagMayBeAnotherNameOfTheService(String tag, String service) {
    assertThat(OWN.serviceOf(tag, "")).isEqualTo(service);
  }

  @Test
  void theLongestRowThatFitsWins() throws IOException {
    ServiceTable table =
        with("one\t*.example\ntwo\t*.b.example\nthree\ta.b.example\nfour\tx.a.b.example\n");
    assertThat(table.serviceOf("", "c.example")).isEqualTo("one");
    assertThat(table.serviceOf("", "b.example")).isEqualTo("one");
    assertThat(table.serviceOf("", "c.b.example")).isEqualTo("two");
    assertThat(table.serviceOf("", "a.b.example")).isEqualTo("three");
    assertThat(table.serviceOf("", "y.a.b.example")).isEqualTo("two");
    assertThat(table.serviceOf("", "example")).isEqualTo("other");
  }

  @Test
  void theUsersRowsAddAndOverride() throws IOException {
    ServiceTable table = with("# mine\n\nmirror\tdeb.example.org\nMirror\t*.steamcontent.com\r\n");
    assertThat(table.serviceOf("", "deb.example.org")).isEqualTo("mirror");
    assertThat(table.serviceOf("", "cache1.steamcontent.com")).isEqualTo("mirror");
    assertThat(table.serviceOf("mirror", "")).isEqualTo("mirror");
    assertThat(table.services()).contains("mirror", "steam", "other");
    assertThat(OWN.services()).doesNotContain("mirror");
  }

  @Test
  void theNameIsAlwaysTheSameObject() {
    assertThat(OWN.serviceOf("", "a.steamcontent.com"))
        .isSameAs(OWN.serviceOf("steam", ""))
        .isSameAs("steam");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "steam a.example| wanted: a service, a tab, a host",
        "steam\ta.example\tb| wanted: a service, a tab, a host",
        "Ste am\ta.example| a service is 1 to 32 of a-z 0-9 _ -, and \"Ste am\" is none",
        "steam\ta..example| \"a..example\" is neither a host nor *. and a domain",
        "steam\t*.*.example| \"*.*.example\" is neither a host nor *. and a domain",
        "steam\t*| \"*\" is neither a host nor *. and a domain",
      })
  void aBadRowIsNamedWithItsLine(String row, String problem) {
    assertThatThrownBy(() -> with("# one\n" + row + "\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(folder.resolve("mine.tsv") + ", line 2: " + problem.strip());
  }

  @Test
  void aFileThatIsNotThereIsAnErrorThatNamesIt() {
    Path missing = folder.resolve("missing.tsv");
    assertThatThrownBy(() -> ServiceTable.load(Optional.of(missing)))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining("missing.tsv");
  }

  @Test
  void thereIsAnEndToRowsAndToServices() {
    assertThatThrownBy(() -> with(rows(ServiceRows.MOST_ROWS + 1, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("more than 100000 hosts");
    assertThatThrownBy(
            () -> with(rows(ServiceRows.MOST_SERVICES + 1, ServiceRows.MOST_SERVICES + 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("more than 500 services");
  }

  private static String rows(int hosts, int services) {
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < hosts; i++) {
      rows.append("s").append(i % services).append("\th").append(i).append(".example\n");
    }
    return rows.toString();
  }

  @Test
  void ofManyThousandRowsTheOneThatSplittingLabelByLabelFindsIsFound() throws IOException {
    long seed = 20_251_220;
    System.out.println("seed " + seed);
    Random random = new Random(seed);
    Map<String, String> rows = new HashMap<>();
    while (rows.size() < 20_000) {
      rows.put((random.nextBoolean() ? "*." : "") + host(random), "s" + random.nextInt(50));
    }
    StringBuilder file = new StringBuilder();
    rows.forEach((host, service) -> file.append(service).append('\t').append(host).append('\n'));
    ServiceTable table = with(file.toString());
    int known = 0;
    for (int i = 0; i < 100_000; i++) {
      String host = host(random);
      String expected = naive(rows, host);
      assertThat(table.serviceOf("", host)).as(host).isEqualTo(expected);
      if (!expected.equals("other")) known++;
    }
    assertThat(known).isBetween(10_000, 90_000);
  }

  private static String host(Random random) {
    StringBuilder host = new StringBuilder("test");
    int labels = 2 + random.nextInt(3);
    for (int i = 0; i < labels; i++)
      host.insert(0, Integer.toString(random.nextInt(100), 36) + ".");
    return host.toString();
  }

  private static String naive(Map<String, String> rows, String host) {
    String exact = rows.get(host);
    if (exact != null) return exact;
    for (int dot = host.indexOf('.'); dot >= 0; dot = host.indexOf('.', dot + 1)) {
      String service = rows.get("*" + host.substring(dot));
      if (service != null) return service;
    }
    return "other";
  }
}
