package ffrtmp.http.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Duration;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.openssl.PKCS8Generator;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8EncryptorBuilder;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"RSA", "EC"})
  void aKeyIsReadAsOpensslWritesItInBothItsForms(String algorithm) throws Exception {
    TestAuthority.Issued issued = new TestAuthority("authority").issue("server", algorithm);
    Path certificate = issued.write(folder, "server").certificate();
    KeyPair pair = issued.keys();
    Path old = file(TestAuthority.pem(traditional(pair)));
    assertThat(Files.readString(old)).contains("BEGIN " + algorithm + " PRIVATE KEY");
    assertThat(Identity.read(new TlsFiles(certificate, old, null)).chain()).hasSize(1);
    Path pkcs8 = file(pkcs8(new JcaPKCS8Generator(pair.getPrivate(), null)));
    assertThat(Files.readString(pkcs8)).contains("BEGIN PRIVATE KEY");
    assertThat(Identity.read(new TlsFiles(certificate, pkcs8, null)).chain()).hasSize(1);
  }

  @Test
  void aKeyWithAPasswordIsRefusedWithTheReason() throws Exception {
    var password =
        new JceOpenSSLPKCS8EncryptorBuilder(PKCS8Generator.AES_256_CBC)
            .setProvider(new BouncyCastleProvider())
            .setPassword("hunter2".toCharArray())
            .build();
    Path file = file(pkcs8(new JcaPKCS8Generator(TestAuthority.pair("EC").getPrivate(), password)));
    assertThatThrownBy(() -> Pem.key(file))
        .isInstanceOf(TlsException.class)
        .hasMessageContaining("has a password");
  }

  @Test
  void aPipeInPlaceOfAFileIsNotWaitedFor() throws Exception {
    Path pipe = folder.resolve("pipe.pem");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () ->
            assertThatThrownBy(() -> Pem.certificates(pipe))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("no regular file"));
  }

  @Test
  void aChainKeepsItsOrder() throws Exception {
    TestAuthority authority = new TestAuthority("authority");
    var leaf = authority.issue("leaf", "EC").certificate();
    Path file =
        file(
            "a line of text\n"
                + TestAuthority.pem(leaf)
                + TestAuthority.pem(authority.certificate()));
    assertThat(Pem.certificates(file)).containsExactly(leaf, authority.certificate());
  }

  @Test
  void whatIsNoPemIsNamedAndNotQuoted() throws Exception {
    Path text = file("secret words");
    assertThatThrownBy(() -> Pem.key(text)).hasMessage("there is no private key in " + text);
    assertThatThrownBy(() -> Pem.certificates(text))
        .hasMessage("there is no certificate in " + text);
    Path damaged = file("-----BEGIN PRIVATE KEY-----\nc2VjcmV0\n-----END PRIVATE KEY-----\n");
    assertThatThrownBy(() -> Pem.key(damaged))
        .isInstanceOf(TlsException.class)
        .hasMessageNotContaining("c2VjcmV0");
    Path missing = folder.resolve("missing");
    assertThatThrownBy(() -> Pem.key(missing)).hasMessage("there is no file " + missing);
  }

  @Test
  void aKeyOfAnotherCertificateIsRefused() throws Exception {
    TestAuthority authority = new TestAuthority("authority");
    TlsFiles one = authority.issue("one", "EC").write(folder, "one");
    TlsFiles two = authority.issue("two", "RSA").write(folder, "two");
    assertThat(Identity.read(one).chain()).hasSize(1);
    assertThat(Identity.read(two).chain()).hasSize(1);
    TlsFiles mixed = new TlsFiles(one.certificate(), two.key(), null);
    assertThatThrownBy(() -> Identity.read(mixed)).hasMessageContaining("is not that of");
  }

  /** PKCS#1 for RSA; SEC 1 with the curve's name, which the JDK's own encoding lacks, for EC. */
  private static PemObject traditional(KeyPair pair) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(pair.getPrivate().getEncoded());
    if (!(pair.getPrivate() instanceof java.security.interfaces.ECPrivateKey key)) {
      return new PemObject(
          "RSA PRIVATE KEY", info.parsePrivateKey().toASN1Primitive().getEncoded());
    }
    var sec1 = new ECPrivateKey(256, key.getS(), info.getPrivateKeyAlgorithm().getParameters());
    return new PemObject("EC PRIVATE KEY", sec1.getEncoded());
  }

  private Path file(String content) throws IOException {
    return Files.writeString(Files.createTempFile(folder, "x", ".pem"), content);
  }

  private static String pkcs8(JcaPKCS8Generator key) throws IOException {
    StringWriter text = new StringWriter();
    try (PemWriter writer = new PemWriter(text)) {
      writer.writeObject(key);
    }
    return text.toString();
  }
}
