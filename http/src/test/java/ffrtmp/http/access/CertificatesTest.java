package ffrtmp.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.access.Certificates.Entry;
import ffrtmp.http.tls.Fingerprint;
import ffrtmp.http.tls.TestAuthority;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class CertificatesTest {
  private static final Caller ADA = new Caller("ada", Role.OPERATOR, null, null);
  private static final Caller BOB = new Caller("bob", Role.VIEWER, "north", null);

  @Test
  void aCertificateIsKnownByItsCommonNameOrAnAlternativeOne() throws Exception {
    X509Certificate certificate = certificate("ada.example");
    assertThat(found(certificate, new Entry("ada.example", ADA))).isEqualTo(ADA);
    assertThat(found(certificate, new Entry("localhost", ADA))).isEqualTo(ADA);
    assertThat(found(certificate, new Entry("example", ADA))).isNull();
    assertThat(found(certificate, new Entry("ADA.example", ADA))).isNull();
    assertThat(found(certificate)).isNull();
  }

  @Test
  void aFingerprintGoesBeforeAName() throws Exception {
    X509Certificate certificate = certificate("ada.example");
    String fingerprint = Fingerprint.of(certificate);
    String plain = fingerprint.replace(":", "").toLowerCase(Locale.ROOT);
    assertThat(found(certificate, new Entry("ada.example", ADA), new Entry(fingerprint, BOB)))
        .isEqualTo(BOB);
    assertThat(found(certificate, new Entry(plain, BOB))).isEqualTo(BOB);
    assertThat(found(certificate("ada.example"), new Entry(plain, BOB))).isNull();
  }

  @Test
  void ofTwoThatFitTheFirstCounts() throws Exception {
    assertThat(found(certificate("a"), new Entry("localhost", BOB), new Entry("a", ADA)))
        .isEqualTo(BOB);
  }

  private static X509Certificate certificate(String subject) throws Exception {
    return new TestAuthority("authority").issue(subject, "EC").certificate();
  }

  private static Caller found(X509Certificate certificate, Entry... entries) {
    return new Certificates(List.of(entries)).callerOf(certificate).orElse(null);
  }
}
