package ffrtmp.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.http.tls.TestAuthority;
import ffrtmp.http.tls.TestAuthority.Issued;
import ffrtmp.http.tls.TlsFiles;
import ffrtmp.protocol.metric.Metric;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.Certificate;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TlsTest {
  @TempDir Path folder;
  private TestAuthority authority;
  private TlsFiles files;
  private Issued shown;

  @BeforeEach
  void certify() throws Exception {
    authority = new TestAuthority("authority");
    shown = authority.issue("server", "EC");
    files = shown.write(folder, "server");
  }

  @Test
  void theApiIsServedByTlsAndNotInClear() throws Exception {
    try (TestServer server = server()) {
      HttpResponse<String> answer = get(server, client(trusting()));
      assertThat(answer.statusCode()).isEqualTo(200);
      assertThat(answer.version()).as("HTTP/2 is off").isEqualTo(HttpClient.Version.HTTP_1_1);
      assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
      assertThatThrownBy(() -> server.get("/health")).hasCauseInstanceOf(IOException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "TLSv1.3, TLS_AES_256_GCM_SHA384",
    "TLSv1.2, TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"
  })
  void bothVersionsOfTodayAreSpoken(String version, String suite) throws Exception {
    try (TestServer server = server();
        SSLSocket socket = connect(server, version, suite)) {
      socket.startHandshake();
      assertThat(socket.getSession().getProtocol()).isEqualTo(version);
    }
  }

  @Test
  void aCipherWithoutForwardSecrecyIsRefused() throws Exception {
    TlsFiles rsa = authority.issue("server", "RSA").write(folder, "rsa");
    try (TestServer server = server(rsa);
        SSLSocket good = connect(server, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384");
        SSLSocket weak = connect(server, "TLSv1.2", "TLS_RSA_WITH_AES_256_GCM_SHA384")) {
      good.startHandshake();
      assertThatThrownBy(weak::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void aNewCertificateIsShownToNewConnectionsAndABadOneIsNot() throws Exception {
    try (TestServer server = server()) {
      assertThat(certificateOf(server)).isEqualTo(shown.certificate());
      Issued next = authority.issue("server", "RSA");
      next.write(folder, "server");
      until(() -> certificateOf(server).equals(next.certificate()));
      Files.writeString(files.key(), "no key");
      Files.writeString(files.certificate(), "no certificate");
      LockSupport.parkNanos(Duration.ofMillis(500).toNanos());
      assertThat(certificateOf(server)).isEqualTo(next.certificate());
      Issued third = authority.issue("server", "EC");
      third.write(folder, "server");
      until(() -> certificateOf(server).equals(third.certificate()));
    }
  }

  @Test
  void mutualTlsTakesOnlyClientsOfItsAuthorities() throws Exception {
    Path authorities = authority.write(folder);
    Issued known = authority.issue("ada", "RSA");
    Issued stranger = new TestAuthority("authority").issue("ada", "EC");
    try (TestServer server =
        server(files, "tls.mutual = true", "tls.authorities = \"" + authorities + '"')) {
      assertThat(get(server, client(trusting(known))).statusCode()).isEqualTo(200);
      assertThatThrownBy(() -> get(server, client(trusting()))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> get(server, client(trusting(stranger))))
          .isInstanceOf(IOException.class);
      Series series = new Series(server.readings());
      until(() -> series.value(Metric.HTTP_CONNECTIONS_CUT, "tls") >= 2);
    }
  }

  @Test
  void aCertificateOfTheKeysFileHasItsRoleAndAnyOtherHasNone() throws Exception {
    Path authorities = authority.write(folder);
    Path keys = folder.resolve("keys.conf");
    Files.writeString(
        keys,
        "certificates { ada: { name: ada, role: viewer }, bob: { name: bob, role: operator } }");
    String node = "/nodes/" + Samples.node(1);
    try (TestServer server =
        server(
            files,
            "api-key = master",
            "api-keys-file = \"" + keys + '"',
            "tls.mutual = true",
            "tls.authorities = \"" + authorities + '"')) {
      HttpClient ada = client(trusting(authority.issue("ada", "EC")));
      HttpClient bob = client(trusting(authority.issue("bob", "EC")));
      HttpClient eve = client(trusting(authority.issue("eve", "EC")));
      assertThat(ask(server, ada, "GET", "/jobs").statusCode()).isEqualTo(200);
      assertThat(ask(server, ada, "DELETE", node).statusCode()).isEqualTo(403);
      assertThat(ask(server, bob, "DELETE", node).statusCode()).isNotIn(401, 403);
      HttpResponse<String> refused = ask(server, eve, "GET", "/jobs");
      assertThat(refused.statusCode()).isEqualTo(401);
      assertThat(refused.body()).contains("this certificate has no role here");
      assertThat(ask(server, eve, "GET", "/jobs", "X-API-Key", "master").statusCode())
          .isEqualTo(200);
      assertThat(ask(server, ada, "GET", "/jobs", "X-API-Key", "wrong").statusCode())
          .as("a wrong key, whatever comes with it")
          .isEqualTo(401);
    }
  }

  @Test
  void aServerThatNobodyVouchesForIsNotTrusted() throws Exception {
    try (TestServer server = server()) {
      SSLContext strangers =
          TestAuthority.client(new TestAuthority("other").issue("x", "EC").certificate());
      assertThatThrownBy(() -> get(server, client(strangers)))
          .isInstanceOf(SSLHandshakeException.class);
    }
  }

  private TestServer server() {
    return server(files);
  }

  private static TestServer server(TlsFiles files, String... more) {
    String tls =
        "tls { enabled = true, look-every = 50ms, certificate = \"%s\", key = \"%s\" }"
            .formatted(files.certificate(), files.key());
    return new TestServer(tls + "\n" + String.join("\n", more));
  }

  private SSLContext trusting(Issued... shownByClient) throws Exception {
    Path file = authority.write(folder);
    try (var in = Files.newInputStream(file)) {
      var factory = java.security.cert.CertificateFactory.getInstance("X.509");
      return TestAuthority.client(
          (java.security.cert.X509Certificate) factory.generateCertificate(in), shownByClient);
    }
  }

  private static HttpClient client(SSLContext context) {
    return HttpClient.newBuilder().sslContext(context).build();
  }

  private static HttpResponse<String> get(TestServer server, HttpClient client) throws Exception {
    return ask(server, client, "GET", "/health");
  }

  private static HttpResponse<String> ask(
      TestServer server, HttpClient client, String method, String path, String... headers)
      throws Exception {
    URI address = URI.create("https://localhost:" + server.port() + path);
    HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(20));
    return client.send(
        TestServer.with(request, headers).method(method, BodyPublishers.noBody()).build(),
        BodyHandlers.ofString());
  }

  private SSLSocket connect(TestServer server, String version, String suite) throws Exception {
    SSLSocket socket =
        (SSLSocket) trusting().getSocketFactory().createSocket("localhost", server.port());
    SSLParameters parameters = socket.getSSLParameters();
    parameters.setProtocols(new String[] {version});
    parameters.setCipherSuites(new String[] {suite});
    socket.setSSLParameters(parameters);
    socket.setSoTimeout(20_000);
    return socket;
  }

  private Certificate certificateOf(TestServer server) throws Exception {
    try (SSLSocket socket = connect(server, "TLSv1.3", "TLS_AES_256_GCM_SHA384")) {
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static void until(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
      LockSupport.parkNanos(20_000_000);
    }
  }
}
