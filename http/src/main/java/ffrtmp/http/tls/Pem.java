package ffrtmp.http.tls;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;

/** Reads PEM files, up to 1 MiB each, and says in a line what is wrong with one. */
final class Pem {
  private static final long MOST_BYTES = 1 << 20;

  private Pem() {}

  /** Every certificate of the file, in its order; at least one. */
  static List<X509Certificate> certificates(Path file) {
    List<X509Certificate> found = new ArrayList<>();
    for (Object part : parts(file)) {
      if (part instanceof X509CertificateHolder holder) found.add(certificate(file, holder));
    }
    if (found.isEmpty()) throw new TlsException("there is no certificate in " + file);
    return List.copyOf(found);
  }

  /** The first private key of the file. */
  static PrivateKey key(Path file) {
    for (Object part : parts(file)) {
      if (part instanceof PEMEncryptedKeyPair || part instanceof PKCS8EncryptedPrivateKeyInfo) {
        throw new TlsException(
            "the key in " + file + " has a password; only a key without one can be read");
      }
      if (part instanceof PEMKeyPair pair) return key(file, pair.getPrivateKeyInfo());
      if (part instanceof PrivateKeyInfo info) return key(file, info);
    }
    throw new TlsException("there is no private key in " + file);
  }

  private static PrivateKey key(Path file, PrivateKeyInfo info) {
    try {
      return new JcaPEMKeyConverter().getPrivateKey(info);
    } catch (IOException e) {
      throw new TlsException("the key in " + file + " is of a kind that is not known here", e);
    }
  }

  private static X509Certificate certificate(Path file, X509CertificateHolder holder) {
    try {
      return new JcaX509CertificateConverter().getCertificate(holder);
    } catch (CertificateException e) {
      throw new TlsException("a certificate in " + file + " cannot be read", e);
    }
  }

  private static List<Object> parts(Path file) {
    List<Object> parts = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text(file)))) {
      for (Object part = parser.readObject(); part != null; part = parser.readObject()) {
        parts.add(part);
      }
      return parts;
    } catch (NoSuchFileException e) {
      throw new TlsException("there is no file " + file, e);
    } catch (IOException | RuntimeException e) {
      if (e instanceof TlsException known) throw known;
      // the parser's own words may quote what it read, and this may be a key
      throw new TlsException(file + " cannot be read, or is damaged", e);
    }
  }

  private static String text(Path file) throws IOException {
    // a pipe would be waited for, and no later change of the files be seen
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new TlsException(file + " is no regular file");
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new TlsException(file + " is larger than any certificate: over 1 MiB");
    }
    // certificates may stand between lines of any text
    return Files.readString(file, StandardCharsets.ISO_8859_1);
  }
}
