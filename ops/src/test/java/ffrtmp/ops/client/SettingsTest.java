package ffrtmp.ops.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which server is meant, and with what key. */
final class SettingsTest {
  private static final String NODES = "{\"count\":0,\"nodes\":[]}";

  @TempDir Path folder;
  private StubServer server;

  @BeforeEach
  void start() throws IOException {
    server = new StubServer().on("GET /nodes", 200, NODES);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void flagsOfTheServerStandWhereverTheyLike() {
    String url = server.uri().toString();
    String[][] forms = {
      {"--master", url, "nodes", "list", "-o", "json"},
      {"nodes", "--master", url, "list", "--output=json"},
      {"nodes", "list", "--output", "json", "--master=" + url},
      {"-master", url, "--output=json", "nodes", "list"},
      {"-o", "json", "--insecure-skip-verify", "nodes", "list", "-master=" + url},
    };
    for (String[] form : forms) {
      Ran ran = new Ran.Place().run(form);
      assertThat(ran.err()).as(String.join(" ", form)).doesNotContain("hint");
      assertThat(ran.status()).isZero();
      assertThat(ran.out()).contains("\"nodes\"");
    }
  }

  @Test
  void theFlagComesBeforeTheVariableAndThatBeforeTheFile() throws IOException {
    file("master_url: http://file.invalid:1\napi_key: of-the-file\n");
    Ran.Place place = new Ran.Place().home(folder);
    assertThat(place.run("nodes", "list").err()).contains("file.invalid");
    place.with("MASTER_URL", server.uri().toString());
    assertThat(place.run("nodes", "list").status()).isZero();
    assertThat(key()).isEqualTo("Bearer of-the-file");
    place.with("FFMPEG_RTMP_API_KEY", "old-name");
    place.run("nodes", "list");
    assertThat(key()).isEqualTo("Bearer old-name");
    place.with("MASTER_API_KEY", "of-the-variable");
    place.run("nodes", "list");
    assertThat(key()).isEqualTo("Bearer of-the-variable");
    place.run("nodes", "list", "--api-key", "of-the-flag");
    assertThat(key()).isEqualTo("Bearer of-the-flag");
  }

  @Test
  void withoutAKeyNoneIsSent() {
    Ran.at(server).run("nodes", "list");
    assertThat(server.asked().get(0).headers()).doesNotContainKey("Authorization");
  }

  @Test
  void anotherFileCanBeNamed() throws IOException {
    Path other = Files.writeString(folder.resolve("other.yaml"), "master_url: " + server.uri());
    assertThat(new Ran.Place().run("nodes", "list", "--config", other.toString()).status())
        .isZero();
  }

  @Test
  void aFileThatIsNamedMustBeThereAndBeRight() throws IOException {
    Ran none = new Ran.Place().run("nodes", "list", "--config", folder.resolve("no").toString());
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("cannot be read");
    file("api_key: \"sec-ret\n master_url");
    Ran bad = new Ran.Place().home(folder).run("nodes", "list");
    assertThat(bad.status()).isEqualTo(2);
    assertThat(bad.err()).contains("is no YAML, in line").doesNotContain("sec-ret");
  }

  @Test
  void aFileWhoseKeyOthersMayReadIsWarnedOf() throws IOException {
    file("master_url: " + server.uri() + "\napi_key: sec-ret\n");
    Path config = folder.resolve(".ffrtmp/config.yaml");
    Ran.Place place = new Ran.Place().home(folder);
    Files.setPosixFilePermissions(config, PosixFilePermissions.fromString("rw-------"));
    assertThat(place.run("nodes", "list").err()).isEqualTo("ffrtmp: no nodes\n");
    for (String open : new String[] {"rw-r-----", "rw----r--"}) {
      Files.setPosixFilePermissions(config, PosixFilePermissions.fromString(open));
      Ran ran = place.run("nodes", "list");
      assertThat(ran.status()).isZero();
      assertThat(ran.err())
          .startsWith(
              "ffrtmp: warning: " + config + " holds a key and others may read it: chmod 600")
          .doesNotContain("sec-ret");
    }
    file("master_url: " + server.uri() + "\n");
    assertThat(place.run("nodes", "list").err()).as("no key is in it").doesNotContain("warning");
  }

  @Test
  void whatIsNoAddressIsNotRepeatedSinceItMayHoldAPassword() {
    String[] none = {"localhost:8080", "ftp://x", "http://ada:pw@h:1", "http://h:1?a=pw", "::pw"};
    for (String text : none) {
      Ran ran = new Ran.Place().run("nodes", "list", "--master", text);
      assertThat(ran.status()).as(text).isEqualTo(2);
      assertThat(ran.err()).doesNotContain("pw").contains("hint: ");
    }
  }

  @Test
  void aKeyThatNoHeaderCanCarryIsRefusedAndNotShown() {
    Ran ran = Ran.at(server).run("nodes", "list", "--api-key", "se cret\u00e9");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("no header can carry").doesNotContain("cret");
  }

  @Test
  void onePartOfACertificateIsNotEnough() {
    Ran ran = Ran.at(server).run("nodes", "list", "--cert", "a.pem");
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("--cert needs --key beside it");
  }

  @Test
  void aServerMayLieUnderAPath() {
    server.on("GET /encoders/nodes", 200, NODES);
    Ran ran = new Ran.Place().run("nodes", "list", "--master", server.uri() + "/encoders/");
    assertThat(ran.status()).isZero();
    assertThat(server.lines()).containsExactly("GET /encoders/nodes");
  }

  private String key() {
    return server.asked().get(server.asked().size() - 1).headers().get("Authorization");
  }

  private void file(String yaml) throws IOException {
    Path home = Files.createDirectories(folder.resolve(".ffrtmp"));
    Files.writeString(home.resolve("config.yaml"), yaml);
  }
}
