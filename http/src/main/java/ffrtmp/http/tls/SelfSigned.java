package ffrtmp.http.tls;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.stream.Stream;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.util.io.pem.PemObject;

/**
 * Makes a certificate that nobody vouches for, in two files, and uses it again as long as it fits:
 * a client that was told its fingerprint, or given it as an authority, need not be told anew.
 */
public final class SelfSigned {
  /** Longer ones are refused by some clients. */
  private static final Duration LIFE = Duration.ofDays(825);

  private static final Duration RENEWED_BEFORE = Duration.ofDays(30);

  /** So that a client whose clock is behind takes it too. */
  private static final Duration BACKDATED = Duration.ofHours(1);

  private static final String MAKER = "ffrtmp self-signed";

  private final Clock clock;
  private final SecureRandom random;

  public SelfSigned(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /**
   * Leaves a certificate for {@code names} in the files: the one that lies there, when it was made
   * so, stands for exactly these names and does not end soon; else a new one.
   *
   * @return whether it is a new one
   * @throws TlsException when the files hold one that was not made so, or cannot be written
   */
  public boolean ensure(TlsFiles files, HostNames names) {
    if (Files.exists(files.certificate()) && Files.exists(files.key())) {
      X509Certificate present = Identity.read(files).certificate();
      if (!isOurs(present)) {
        throw new TlsException(
            files.certificate()
                + " is not a certificate made here, and is not overwritten: serve it without"
                + " --generate-cert, or name another file");
      }
      if (fits(present, names)) return false;
    } else if (Files.exists(files.certificate()) || Files.exists(files.key())) {
      throw new TlsException(
          "of %s and %s one is there and one is not: nothing is overwritten"
              .formatted(files.certificate(), files.key()));
    }
    write(files, names);
    return true;
  }

  private static boolean isOurs(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal())
        && certificate.getSubjectX500Principal().getName().contains(MAKER);
  }

  private boolean fits(X509Certificate present, HostNames names) {
    Instant end = present.getNotAfter().toInstant();
    return clock.instant().plus(RENEWED_BEFORE).isBefore(end)
        && CertificateNames.alternative(present).equals(names.all());
  }

  private void write(TlsFiles files, HostNames names) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      KeyPair pair = generator.generateKeyPair();
      X509CertificateHolder certificate = certificate(pair, names);
      PemFile.writeSecret(
          files.key(), new PemObject("PRIVATE KEY", pair.getPrivate().getEncoded()));
      PemFile.write(files.certificate(), new PemObject("CERTIFICATE", certificate.getEncoded()));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new TlsException("no certificate could be made at " + files.certificate(), e);
    }
  }

  private static GeneralNames subject(HostNames names) {
    return new GeneralNames(
        Stream.concat(
                names.hosts().stream().map(host -> new GeneralName(GeneralName.dNSName, host)),
                names.addresses().stream().map(at -> new GeneralName(GeneralName.iPAddress, at)))
            .toArray(GeneralName[]::new));
  }

  private X509CertificateHolder certificate(KeyPair pair, HostNames names)
      throws IOException, OperatorCreationException {
    X500Name name = new X500NameBuilder(BCStyle.INSTANCE).addRDN(BCStyle.CN, MAKER).build();
    Instant now = clock.instant();
    return new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(127, random),
            Date.from(now.minus(BACKDATED)),
            Date.from(now.plus(LIFE)),
            name,
            pair.getPublic())
        .addExtension(Extension.basicConstraints, true, new BasicConstraints(false))
        .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature))
        .addExtension(
            Extension.extendedKeyUsage,
            false,
            new ExtendedKeyUsage(
                new KeyPurposeId[] {KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth}))
        .addExtension(Extension.subjectAlternativeName, false, subject(names))
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }
}
