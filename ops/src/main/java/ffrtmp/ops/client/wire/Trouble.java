package ffrtmp.ops.client.wire;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import javax.net.ssl.SSLException;

/** Says in words what became of a connection. */
final class Trouble {
  private static final String WHICH =
      "is it running (ffrtmp up starts one)? another server: --master URL, or MASTER_URL";

  private static final String CLIENT_CERTIFICATE =
      "a server with --mtls wants --cert and --key of a client";

  private Trouble() {}

  static ClientFailure unreachable(URI server, IOException e) {
    if (e instanceof UnknownHostException) {
      return absent(server, "there is no host " + server.getHost());
    }
    if (e instanceof SocketTimeoutException) {
      return failure(server, "no answer in time", "it may be overloaded, or behind a firewall");
    }
    if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
      return absent(server, why(e));
    }
    if (e instanceof SSLException) return tls(server, e);
    if (e instanceof SocketException && server.getScheme().equals("http")) {
      return failure(server, "the connection broke: " + why(e), "does it speak TLS? try https://");
    }
    return failure(
        server,
        "the connection broke: " + why(e),
        server.getScheme().equals("https") ? CLIENT_CERTIFICATE : "");
  }

  private static ClientFailure tls(URI server, IOException e) {
    String why = why(e);
    if (causedBy(e, CertificateExpiredException.class)) {
      return failure(server, "its certificate has expired", "whoever runs it has to renew it");
    }
    if (causedBy(e, CertificateNotYetValidException.class)) {
      return failure(server, "its certificate is not valid yet", "is the clock here right?");
    }
    if (why.contains("PKIX") || why.contains("unable to find valid certification path")) {
      return failure(
          server,
          "nobody who is trusted vouches for its certificate",
          "name who does with --ca FILE (for a self-signed one, the certificate itself)");
    }
    if (why.contains("No name matching") || why.contains("No subject alternative")) {
      return failure(
          server,
          "its certificate is for another host: " + why,
          "use the name that the certificate has");
    }
    if (why.contains("plaintext connection") || why.contains("Unsupported or unrecognized")) {
      return failure(server, "it does not speak TLS", "try http://");
    }
    return failure(server, "TLS failed: " + why, CLIENT_CERTIFICATE);
  }

  private static boolean causedBy(Throwable e, Class<? extends Throwable> type) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) return true;
    }
    return false;
  }

  private static ClientFailure absent(URI server, String what) {
    return ClientFailure.absent(server + " cannot be reached: " + what, WHICH);
  }

  private static ClientFailure failure(URI server, String what, String hint) {
    return ClientFailure.unreachable(server + " cannot be reached: " + what, hint);
  }

  private static String why(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }
}
