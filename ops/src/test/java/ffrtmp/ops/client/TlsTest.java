package ffrtmp.ops.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import ffrtmp.ops.client.wire.TlsContexts;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with a certificate of its own making. */
final class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private StubServer server;

  @BeforeAll
  static void certify() throws Exception {
    Path store = folder.resolve("store.p12");
    keytool(
        "-genkeypair -alias s -keyalg EC -dname CN=localhost -ext san=dns:localhost -storetype PKCS12 -storepass changeit -keystore "
            + store);
    keytool(
        "-exportcert -rfc -alias s -storepass changeit -keystore "
            + store
            + " -file "
            + folder.resolve("s.pem"));
  }

  @BeforeEach
  void start() throws Exception {
    Path store = folder.resolve("store.p12");
    HttpsServer https = HttpsServer.create(StubServer.anyPort(), 0);
    https.setHttpsConfigurator(new HttpsConfigurator(serverSide(store)));
    server = new StubServer(https).on("GET /nodes", 200, "{\"count\":0,\"nodes\":[]}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void whoIsVouchedForByTheCaIsSpokenTo() {
    Ran ran = run("--ca", folder.resolve("s.pem").toString());
    assertThat(ran.status()).as(ran.err()).isZero();
  }

  @Test
  void theVariableAndTheFileNameTheCaToo() throws Exception {
    String ca = folder.resolve("s.pem").toString();
    assertThat(at("localhost").with("FFRTMP_CA", ca).run("nodes", "list").status()).isZero();
    Path config = Files.writeString(folder.resolve("c.yaml"), "ca: " + ca);
    assertThat(run("--config", config.toString()).status()).isZero();
  }

  @Test
  void whoIsVouchedForByNobodyIsNot() {
    Ran ran = run();
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("nobody who is trusted vouches").contains("--ca FILE");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void aCertificateOfAnotherHostIsNotTaken() {
    String ca = folder.resolve("s.pem").toString();
    Ran ran = at("127.0.0.1").run("nodes", "list", "--ca", ca);
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("its certificate is for another host");
  }

  @Test
  void aFileThatIsNoCertificateIsWrongUsage() {
    Ran ran = run("--ca", folder.resolve("store.p12").toString());
    assertThat(ran.status()).isEqualTo(2);
    assertThat(ran.err()).contains("store.p12");
  }

  @Test
  void speakingPlainlyToItIsHintedAt() {
    Ran ran = new Ran.Place().run("nodes", "list", "--master", "http://localhost:" + server.port());
    assertThat(ran.status()).isEqualTo(3);
    assertThat(ran.err()).contains("try https://");
  }

  private Ran run(String... flags) {
    String[] args = new String[flags.length + 2];
    args[0] = "nodes";
    args[1] = "list";
    System.arraycopy(flags, 0, args, 2, flags.length);
    return at("localhost").run(args);
  }

  private Ran.Place at(String host) {
    String url = "https://" + host + ":" + server.port();
    return new Ran.Place().with("MASTER_URL", url).tls(new CaOnly());
  }

  /** What the program reads PEM with is another room's; here a certificate is all there is. */
  private static final class CaOnly implements TlsContexts {
    @Override
    public SSLContext open(Path certificate, Path key, Path authorities, boolean anybody) {
      try (InputStream in = Files.newInputStream(authorities)) {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        trusted.setCertificateEntry(
            "ca", CertificateFactory.getInstance("X.509").generateCertificate(in));
        TrustManagerFactory trust =
            TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
      } catch (Exception e) {
        throw new IllegalArgumentException(authorities + " is no certificate", e);
      }
    }
  }

  private static SSLContext serverSide(Path store) throws Exception {
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  private static void keytool(String arguments) throws Exception {
    String program = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder((program + " " + arguments).split(" "))
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }
}
