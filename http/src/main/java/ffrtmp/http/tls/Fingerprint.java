package ffrtmp.http.tls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/** A certificate's SHA-256, as people compare it: {@code AA:BB:…}. */
public final class Fingerprint {
  private static final HexFormat SHOWN = HexFormat.ofDelimiter(":").withUpperCase();

  private Fingerprint() {}

  public static String of(X509Certificate certificate) {
    try {
      byte[] encoded = certificate.getEncoded();
      return SHOWN.formatHex(MessageDigest.getInstance("SHA-256").digest(encoded));
    } catch (CertificateEncodingException e) {
      throw new TlsException("a certificate cannot be written down", e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether the two are the same, however their colons and letters are written. */
  public static boolean same(String one, String other) {
    return plain(one).equals(plain(other));
  }

  /** Whether a text has the form of one: 64 hexadecimal digits, with or without colons. */
  public static boolean isOne(String text) {
    return plain(text).matches("[0-9A-F]{64}");
  }

  private static String plain(String text) {
    return text.replace(":", "").toUpperCase(Locale.ROOT);
  }
}
