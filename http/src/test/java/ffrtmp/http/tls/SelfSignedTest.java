package ffrtmp.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final HostNames NAMES =
      HostNames.of(List.of("cache.example"), List.of("10.0.0.7", "::1"));

  @TempDir Path folder;
  private TlsFiles files;

  @BeforeEach
  void nameTheFiles() {
    files = new TlsFiles(folder.resolve("x/tls.crt"), folder.resolve("x/tls.key"), null);
  }

  @Test
  void itStandsForTheNamesGivenAndItsKeyIsForItsOwnerAlone() throws Exception {
    assertThat(ensure(NOW, NAMES)).isTrue();
    X509Certificate made = Identity.read(files).certificate();
    made.verify(made.getPublicKey());
    assertThat(CertificateNames.alternative(made))
        .isEqualTo(Set.of("cache.example", "10.0.0.7", "0:0:0:0:0:0:0:1"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(files.key())))
        .isEqualTo("rw-------");
    assertThat(made.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(825)));
  }

  @Test
  void itIsUsedAgainUntilItsEndIsNear() {
    ensure(NOW, NAMES);
    X509Certificate made = Identity.read(files).certificate();
    assertThat(ensure(NOW.plus(Duration.ofDays(794)), NAMES)).isFalse();
    assertThat(Identity.read(files).certificate()).isEqualTo(made);
    assertThat(ensure(NOW.plus(Duration.ofDays(796)), NAMES)).isTrue();
    assertThat(Identity.read(files).certificate()).isNotEqualTo(made);
  }

  @Test
  void anotherNameMakesAnotherOne() {
    ensure(NOW, NAMES);
    assertThat(ensure(NOW, HostNames.of(List.of("other.example"), List.of()))).isTrue();
    assertThat(CertificateNames.alternative(Identity.read(files).certificate()))
        .containsExactly("other.example");
  }

  @Test
  void whatOthersMadeIsNeverOverwritten() throws Exception {
    TlsFiles foreign = new TestAuthority("authority").issue("server", "EC").write(folder, "theirs");
    String before = Files.readString(foreign.certificate());
    assertThatThrownBy(() -> maker(NOW).ensure(foreign, NAMES))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("is not overwritten");
    assertThat(foreign.certificate()).hasContent(before);
    Files.delete(foreign.certificate());
    assertThatThrownBy(() -> maker(NOW).ensure(foreign, NAMES))
        .hasMessageContaining("nothing is overwritten");
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    assertThatThrownBy(() -> HostNames.of(List.of(), List.of("example.com")))
        .hasMessage("'example.com' is no IP address");
    assertThatThrownBy(() -> HostNames.of(List.of(), List.of("300.1.1.1")))
        .hasMessage("'300.1.1.1' is no IP address");
  }

  private boolean ensure(Instant now, HostNames names) {
    return maker(now).ensure(files, names);
  }

  private static SelfSigned maker(Instant now) {
    return new SelfSigned(Clock.fixed(now, ZoneOffset.UTC), new SecureRandom());
  }
}
