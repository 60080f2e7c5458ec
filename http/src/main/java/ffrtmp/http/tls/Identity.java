package ffrtmp.http.tls;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * What a server shows of itself.
 *
 * @param key of the first certificate
 * @param chain its certificate, then those that vouch for it
 */
record Identity(PrivateKey key, List<X509Certificate> chain) {
  private static final byte[] PROBE = "ffrtmp".getBytes(StandardCharsets.US_ASCII);

  /**
   * @throws TlsException when a file cannot be used, or key and certificate do not belong together
   */
  static Identity read(TlsFiles files) {
    Identity identity = new Identity(Pem.key(files.key()), Pem.certificates(files.certificate()));
    if (!identity.fits()) {
      throw new TlsException(
          "the key " + files.key() + " is not that of the certificate " + files.certificate());
    }
    return identity;
  }

  X509Certificate certificate() {
    return chain.get(0);
  }

  /** Whether what the key signs is what the certificate vouches for. */
  private boolean fits() {
    try {
      Signature signature = Signature.getInstance(algorithm());
      signature.initSign(key);
      signature.update(PROBE);
      byte[] signed = signature.sign();
      signature.initVerify(certificate().getPublicKey());
      signature.update(PROBE);
      return signature.verify(signed);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private String algorithm() {
    String kind = key.getAlgorithm();
    if (kind.equals("RSA")) return "SHA256withRSA";
    if (kind.equals("EC") || kind.equals("ECDSA")) return "SHA256withECDSA";
    return kind;
  }
}
