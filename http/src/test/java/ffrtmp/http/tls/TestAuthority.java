package ffrtmp.http.tls;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/** Vouches for certificates in tests, and gives clients what they need of them. */
public final class TestAuthority {
  /** A certificate with its key. */
  public record Issued(X509Certificate certificate, KeyPair keys) {
    /** Writes both into {@code folder}, as {@code NAME.crt} and {@code NAME.key}. */
    public TlsFiles write(Path folder, String name) throws IOException {
      Path crt = folder.resolve(name + ".crt");
      Path key = folder.resolve(name + ".key");
      Files.writeString(key, pem(new PemObject("PRIVATE KEY", keys.getPrivate().getEncoded())));
      Files.writeString(crt, pem(certificate));
      return new TlsFiles(crt, key, null);
    }
  }

  private final String name;
  private final Issued own;

  public TestAuthority(String name) throws GeneralSecurityException {
    this.name = name;
    KeyPair keys = pair("EC");
    own = new Issued(sign(name, keys, keys, true), keys);
  }

  /** A certificate of {@code subject} that also stands for localhost; the key is EC or RSA. */
  public Issued issue(String subject, String algorithm) throws GeneralSecurityException {
    KeyPair keys = pair(algorithm);
    return new Issued(sign(subject, keys, own.keys(), false), keys);
  }

  public Path write(Path folder) throws IOException {
    return own.write(folder, name).certificate();
  }

  X509Certificate certificate() {
    return own.certificate();
  }

  /**
   * For a client that trusts {@code trusted} alone, and shows {@code shown} where that is given.
   */
  public static SSLContext client(X509Certificate trusted, Issued... shown)
      throws GeneralSecurityException, IOException {
    KeyStore trust = store();
    trust.setCertificateEntry("trusted", trusted);
    TrustManagerFactory trusts =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusts.init(trust);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys(shown), trusts.getTrustManagers(), null);
    return context;
  }

  static KeyPair pair(String algorithm) throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
    generator.initialize(algorithm.equals("RSA") ? 2048 : 256);
    return generator.generateKeyPair();
  }

  static String pem(Object part) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(part);
    }
    return text.toString();
  }

  private static KeyManager[] keys(Issued... shown) throws GeneralSecurityException, IOException {
    KeyStore store = store();
    for (Issued issued : shown) {
      store.setKeyEntry(
          "client",
          issued.keys().getPrivate(),
          new char[0],
          new X509Certificate[] {issued.certificate()});
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, new char[0]);
    return factory.getKeyManagers();
  }

  private static KeyStore store() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private X509Certificate sign(String subject, KeyPair keys, KeyPair signer, boolean authority)
      throws GeneralSecurityException {
    Instant now = Instant.now();
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      new X500Name("CN=" + name),
                      BigInteger.valueOf(System.nanoTime()),
                      Date.from(now.minus(1, ChronoUnit.HOURS)),
                      Date.from(now.plus(90, ChronoUnit.DAYS)),
                      new X500Name("CN=" + subject),
                      keys.getPublic())
                  .addExtension(Extension.basicConstraints, true, new BasicConstraints(authority))
                  .addExtension(
                      Extension.subjectAlternativeName,
                      false,
                      new GeneralNames(
                          new GeneralName[] {
                            new GeneralName(GeneralName.dNSName, "localhost"),
                            new GeneralName(GeneralName.iPAddress, "127.0.0.1")
                          }))
                  .build(
                      new JcaContentSignerBuilder("SHA256withECDSA").build(signer.getPrivate())));
    } catch (IOException | OperatorCreationException e) {
      throw new GeneralSecurityException(e);
    }
  }
}
