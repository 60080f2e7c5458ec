package ffrtmp.node.process;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.Requires;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Encryption as an operator asks for it by flags, with clients and nodes of other processes. */
final class TlsIT {
  private static final Pattern FINGERPRINT = Pattern.compile("fingerprint ([0-9A-F:]{95})");
  private static final Duration PATIENCE = Duration.ofSeconds(40);

  @TempDir Path folder;

  @Test
  void aCertificateMadeAtStartIsKeptAndCurlTrustsIt() throws Exception {
    Path curl = Requires.program("curl");
    String[] arguments = {"server", "--tls", "--port", "0", "--cluster-port", "0"};
    Path certificate = folder.resolve("data/ffrtmp.tls.crt");
    String first;
    try (SpawnedNode node = SpawnedNode.start(folder, "first", Map.of(), arguments)) {
      URI api = apiOf(node);
      assertThat(curl(curl, "--cacert", certificate.toString(), api + "/health")).contains("ok");
      assertThat(curl(curl, api + "/health")).as("not trusted unasked").isEmpty();
      first = fingerprint(node);
      Path key = folder.resolve("data/ffrtmp.tls.key");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
          .isEqualTo("rw-------");
      assertThat(node.terminate(PATIENCE)).isZero();
    }
    try (SpawnedNode node = SpawnedNode.start(folder, "second", Map.of(), arguments)) {
      apiOf(node);
      assertThat(fingerprint(node)).isEqualTo(first);
    }
  }

  @Test
  void flagsThatWouldLeaveSomethingOpenAreRefused() throws Exception {
    assertRefused("--mtls needs --ca", "server", "--tls", "--mtls");
    assertRefused("--cert needs --key", "server", "--tls", "--cert", "a.crt");
    assertRefused("--cert needs --tls", "server", "--cert", "a.crt", "--key", "a.key");
    assertRefused("--generate-cert needs --tls", "server", "--generate-cert");
    assertRefused(
        "--cluster-tls needs --cert", "worker", "--seed", "127.0.0.1:2551", "--cluster-tls");
  }

  @Test
  void aNodeWithoutTheCertificateCannotJoinAndOneWithItCan() throws Exception {
    int port = freePort();
    String seed = "127.0.0.1:" + port;
    try (SpawnedNode server =
        SpawnedNode.start(
            folder,
            "server",
            Map.of(),
            "server",
            "--cluster-tls",
            "--port",
            "0",
            "--cluster-port",
            String.valueOf(port),
            "--enable-noop-engine")) {
      ApiClient api = new ApiClient(server.awaitApi(1));
      Files.createDirectories(folder.resolve("other"));
      String[] stranger = stranger("in-clear", seed);
      String[] another =
          with(
              stranger("other-certificate", seed),
              "--cert",
              "own.crt",
              "--key",
              "own.key",
              "--ca",
              "own.crt",
              "--cluster-tls");
      makeCertificate("own");
      String[] known =
          with(
              stranger("known", seed),
              "--cert",
              "data/ffrtmp.tls.crt",
              "--key",
              "data/ffrtmp.tls.key",
              "--ca",
              "data/ffrtmp.tls.crt",
              "--cluster-tls");
      try (SpawnedNode inClear = SpawnedNode.start(folder, "in-clear", Map.of(), stranger);
          SpawnedNode wrong = SpawnedNode.start(folder, "wrong", Map.of(), another);
          SpawnedNode right = SpawnedNode.start(folder, "right", Map.of(), known)) {
        Await.until(
            "the known worker joined", Duration.ofSeconds(90), () -> names(api).contains("known"));
        assertThat(inClear.alive()).as(inClear.text()).isTrue();
        assertThat(wrong.alive()).as(wrong.text()).isTrue();
        assertThat(right.alive()).isTrue();
        assertThat(names(api)).isEqualTo("[known]");
      }
    }
  }

  private static String[] stranger(String name, String seed) {
    return new String[] {
      "worker", "--seed", seed, "--name", name, "--work-dir", "work-" + name, "--enable-noop-engine"
    };
  }

  private static String[] with(String[] first, String... more) {
    List<String> all = new ArrayList<>(Arrays.asList(first));
    all.addAll(Arrays.asList(more));
    return all.toArray(String[]::new);
  }

  private static String names(ApiClient api) throws Exception {
    List<String> names = new ArrayList<>();
    api.get("/nodes").body().path("nodes").forEach(node -> names.add(node.path("name").asText()));
    return names.toString();
  }

  /** By a server of its own, which is stopped again. */
  private void makeCertificate(String name) throws Exception {
    try (SpawnedNode maker =
        SpawnedNode.start(
            folder,
            "maker",
            Map.of(),
            "server",
            "--db",
            "maker/db",
            "--tls",
            "--generate-cert",
            "--cert",
            name + ".crt",
            "--key",
            name + ".key",
            "--port",
            "0",
            "--cluster-port",
            "0")) {
      maker.awaitText("made the self-signed certificate");
    }
  }

  private static URI apiOf(SpawnedNode node) throws Exception {
    node.awaitText("API on https://");
    Matcher at = Pattern.compile("API on (https://\\S+)").matcher(node.text());
    assertThat(at.find()).isTrue();
    return URI.create(at.group(1));
  }

  private static String fingerprint(SpawnedNode node) throws Exception {
    Matcher found = FINGERPRINT.matcher(node.text());
    assertThat(found.find()).as(node.text()).isTrue();
    return found.group(1);
  }

  /** What it printed; nothing when it refused to talk. */
  private static String curl(Path curl, String... arguments) throws Exception {
    List<String> words = new ArrayList<>(List.of(curl.toString(), "-s", "--max-time", "20"));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String text =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    return process.exitValue() == 0 ? text : "";
  }

  private void assertRefused(String why, String... arguments) throws Exception {
    try (SpawnedNode node = SpawnedNode.start(folder, "refused", Map.of(), arguments)) {
      int status = node.awaitEnd(PATIENCE);
      assertThat(node.text()).contains(why);
      assertThat(status).isEqualTo(2);
    }
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
