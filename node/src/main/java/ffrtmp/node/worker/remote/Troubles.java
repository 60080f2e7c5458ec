package ffrtmp.node.worker.remote;

import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One line for the operator about a request that got no answer, with the flag that may help. */
final class Troubles {
  private static final int DEEPEST = 20;

  private Troubles() {}

  /**
   * @param tls whether TLS was meant to be spoken
   */
  static String line(Throwable failure, boolean tls) {
    List<Throwable> chain = chain(failure);
    if (has(chain, HttpTimeoutException.class)) return "no answer in time";
    if (has(chain, UnresolvedAddressException.class)) return "its host name is not known here";
    if (chain.stream().anyMatch(SSLException.class::isInstance)) return certificate(chain);
    if (has(chain, ConnectException.class)) return "the connection is refused";
    return tls ? hungUp(last(chain)) : notHttp(last(chain));
  }

  /** TLS 1.3 tells a client that came without a certificate only after it has begun to speak. */
  private static String hungUp(String message) {
    return isEnd(message)
        ? "it hung up; if it asks for certificates, name one with --cert and --key"
        : "no answer: " + message;
  }

  private static String notHttp(String message) {
    if (message.contains("status line"))
      return "it does not speak HTTP; if it speaks TLS, write https:// in --master";
    return isEnd(message)
        ? "it hung up; if it speaks TLS, write https:// in --master"
        : "no answer: " + message;
  }

  /** A reset may overtake the alert that says why. */
  private static boolean isEnd(String message) {
    return message.contains("EOF")
        || message.contains("received no bytes")
        || message.contains("Connection reset")
        || message.contains("Broken pipe");
  }

  private static String certificate(List<Throwable> chain) {
    if (has(chain, CertPathBuilderException.class) || has(chain, CertPathValidatorException.class))
      return "its certificate is not trusted here; name its authority with --ca";
    if (has(chain, CertificateException.class)) {
      return "its certificate does not fit: " + last(chain);
    }
    String message = last(chain).toLowerCase(Locale.ROOT);
    if (message.contains("certificate_required") || message.contains("bad_certificate"))
      return "it wants a certificate from this worker; name one with --cert and --key";
    if (message.contains("unrecognized ssl message"))
      return "it does not speak TLS; write http:// in --master";
    return "TLS failed: " + last(chain);
  }

  private static boolean has(List<Throwable> chain, Class<? extends Throwable> type) {
    return chain.stream().anyMatch(type::isInstance);
  }

  private static String last(List<Throwable> chain) {
    Throwable root = chain.get(chain.size() - 1);
    String message = root.getMessage();
    return message == null ? root.getClass().getSimpleName() : message;
  }

  private static List<Throwable> chain(Throwable first) {
    List<Throwable> all = new ArrayList<>();
    @Nullable Throwable next = first;
    while (next != null && all.size() < DEEPEST) {
      all.add(next);
      next = next.getCause();
    }
    return all;
  }
}
