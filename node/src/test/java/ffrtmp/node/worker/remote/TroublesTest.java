package ffrtmp.node.worker.remote;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import ffrtmp.http.tls.ClientTls;
import ffrtmp.http.tls.HostNames;
import ffrtmp.http.tls.SelfSigned;
import ffrtmp.http.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each trouble with a master is one line that names the cause, and the flag that may help. */
class TroublesTest {
  private static final String SECRET = "a-secret-that-nobody-logs";

  @TempDir Path folder;
  private final Said said = new Said(Contact.class);
  private HttpServer server;

  @AfterEach
  void stop() {
    said.close();
    if (server != null) server.stop(0);
  }

  /** What is said when the master at {@code address} is asked once. */
  private List<String> lines(String address, SSLContext tls) throws Exception {
    RemoteSettings settings =
        new RemoteSettings(
            URI.create(address), SECRET, tls, Duration.ofSeconds(1), Duration.ofSeconds(1));
    Contact contact = new Contact(address, System::nanoTime);
    new Http(settings, contact)
        .get("/health", Duration.ofSeconds(5))
        .handle((answer, failure) -> "done")
        .get(30, TimeUnit.SECONDS);
    assertThat(said.lines()).noneMatch(line -> line.contains(SECRET));
    assertThat(settings.toString()).doesNotContain(SECRET);
    return said.lines();
  }

  private String plain(int status) throws Exception {
    return serve(
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0),
        status,
        "http");
  }

  private String serve(HttpServer fresh, int status, String scheme) {
    server = fresh;
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            exchange.sendResponseHeaders(status, -1);
          }
        });
    server.start();
    return scheme + "://127.0.0.1:" + server.getAddress().getPort();
  }

  /** A server with a certificate of its own making for these hosts. */
  private String tls(List<String> addresses, boolean wantsCertificate) throws Exception {
    TlsFiles files = certificate("server", addresses);
    HttpsServer fresh =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    SSLContext own =
        new ClientTls(files.certificate(), files.key(), files.certificate(), false).context();
    fresh.setHttpsConfigurator(
        new HttpsConfigurator(own) {
          @Override
          public void configure(HttpsParameters parameters) {
            SSLParameters wanted = own.getDefaultSSLParameters();
            wanted.setNeedClientAuth(wantsCertificate);
            parameters.setSSLParameters(wanted);
          }
        });
    return serve(fresh, 200, "https");
  }

  private TlsFiles certificate(String name, List<String> addresses) {
    TlsFiles files =
        new TlsFiles(folder.resolve(name + ".pem"), folder.resolve(name + ".key"), null);
    new SelfSigned(Clock.systemUTC(), new SecureRandom())
        .ensure(files, HostNames.of(List.of("node.example"), addresses));
    return files;
  }

  @Test
  void nobodyListens() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    assertThat(lines("http://127.0.0.1:" + port, null))
        .singleElement()
        .asString()
        .contains("the connection is refused");
  }

  @Test
  void aHostThatNobodyKnows() throws Exception {
    assertThat(lines("http://no-such-host.invalid:1", null))
        .singleElement()
        .asString()
        .contains("its host name is not known here");
  }

  @Test
  void aKeyThatIsWrong() throws Exception {
    assertThat(lines(plain(401), null)).singleElement().asString().contains("--api-key");
  }

  @Test
  void aKeyThatIsSomebodyElses() throws Exception {
    assertThat(lines(plain(403), null)).singleElement().asString().contains("--api-key");
  }

  @Test
  void anAddressThatLeadsElsewhere() throws Exception {
    assertThat(lines(plain(308), null)).singleElement().asString().contains("--master");
  }

  @Test
  void aMasterThatSpeaksNoTls() throws Exception {
    try (ServerSocket plain = answering("HTTP/1.1 400 Bad Request\r\n\r\n")) {
      assertThat(lines("https://127.0.0.1:" + plain.getLocalPort(), null))
          .singleElement()
          .asString()
          .contains("write http://");
    }
  }

  @Test
  void aMasterThatSpeaksTlsAlone() throws Exception {
    try (ServerSocket alert = answering("\u0015\u0003\u0003\u0000\u0002\u0002\n\n")) {
      assertThat(lines("http://127.0.0.1:" + alert.getLocalPort(), null))
          .singleElement()
          .asString()
          .contains("write https://");
    }
  }

  @Test
  void aMasterThatHangsUp() throws Exception {
    try (ServerSocket mute = answering("")) {
      assertThat(lines("http://127.0.0.1:" + mute.getLocalPort(), null))
          .singleElement()
          .asString()
          .contains("it hung up");
    }
  }

  /** Says the same to everybody, whatever they say, and hangs up. */
  private static ServerSocket answering(String text) throws IOException {
    ServerSocket listening = new ServerSocket(0);
    Thread thread =
        new Thread(
            () -> {
              while (!listening.isClosed()) answer(listening, text);
            });
    thread.setDaemon(true);
    thread.start();
    return listening;
  }

  private static void answer(ServerSocket listening, String text) {
    try (Socket caller = listening.accept()) {
      int first = caller.getInputStream().read();
      assertThat(first).isNotNegative();
      caller.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // the test is over, or the caller has gone: there is nobody to answer
    }
  }

  @Test
  void aCertificateThatNobodyHereVouchesFor() throws Exception {
    assertThat(lines(tls(List.of("127.0.0.1"), false), null))
        .singleElement()
        .asString()
        .contains("its certificate is not trusted here; name its authority with --ca");
  }

  @Test
  void aCertificateForAnotherHost() throws Exception {
    String address = tls(List.of("192.0.2.1"), false);
    SSLContext trusting = new ClientTls(null, null, folder.resolve("server.pem"), false).context();
    assertThat(lines(address, trusting)).singleElement().asString().contains("does not fit");
  }

  @Test
  void aMasterThatWantsACertificate() throws Exception {
    String address = tls(List.of("127.0.0.1"), true);
    SSLContext nobody = new ClientTls(null, null, folder.resolve("server.pem"), false).context();
    assertThat(lines(address, nobody)).singleElement().asString().contains("--cert and --key");
  }

  @Test
  void aCertificateThatFitsIsNoTroubleNorOneThatIsNotLookedAt() throws Exception {
    String address = tls(List.of("127.0.0.1"), true);
    Path own = folder.resolve("server.pem");
    Path key = folder.resolve("server.key");
    assertThat(lines(address, new ClientTls(own, key, own, false).context())).isEmpty();
    assertThat(lines(address, new ClientTls(own, key, null, true).context())).isEmpty();
  }

  @Test
  void aCertificateForAnotherHostIsTakenWhereNoneIsLookedAt() throws Exception {
    String address = tls(List.of("192.0.2.1"), false);
    assertThat(lines(address, new ClientTls(null, null, null, true).context())).isEmpty();
  }
}
