package ffrtmp.node.wiring;

import ffrtmp.http.tls.HostNames;
import ffrtmp.http.tls.SelfSigned;
import ffrtmp.http.tls.TlsException;
import ffrtmp.http.tls.TlsFiles;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The certificate that a server makes for itself when it was given none. */
public final class OwnCertificate {
  private static final Logger LOG = LoggerFactory.getLogger(OwnCertificate.class);
  private static final Set<String> EVERYWHERE = Set.of("0.0.0.0", "::", "[::]");

  private OwnCertificate() {}

  /**
   * Where it is kept: beside the store, and in the usual place where that is no file.
   *
   * @param store a file, or a URL
   */
  public static TlsFiles beside(String store) {
    Path base = StoreLocation.file(StoreLocation.isUrl(store) ? "data/ffrtmp" : store);
    return new TlsFiles(
        base.resolveSibling(base.getFileName() + ".tls.crt"),
        base.resolveSibling(base.getFileName() + ".tls.key"),
        null);
  }

  /**
   * Leaves one in the files, the former where it still fits. It stands for this machine's name, for
   * loopback, for the address that is served, and for what is given besides.
   *
   * @throws StartException when it cannot be made
   */
  public static void ensure(
      TlsFiles files, String served, Collection<String> hosts, Collection<String> addresses) {
    try {
      boolean made =
          new SelfSigned(Clock.systemUTC(), new SecureRandom())
              .ensure(files, names(served, hosts, addresses));
      LOG.info(
          "{} self-signed certificate {}: clients that shall trust it are given this file",
          made ? "made the" : "using the",
          files.certificate());
    } catch (TlsException e) {
      throw StartException.because(e);
    }
  }

  private static HostNames names(
      String served, Collection<String> hosts, Collection<String> addresses) {
    Set<String> allHosts = new TreeSet<>(hosts);
    Set<String> allAddresses = new TreeSet<>(addresses);
    allHosts.add("localhost");
    allAddresses.addAll(List.of("127.0.0.1", "::1"));
    if (!EVERYWHERE.contains(served)) {
      (HostNames.isAddress(served) ? allAddresses : allHosts)
          .add(served.replaceAll("[\\[\\]]", ""));
    }
    try {
      allHosts.add(InetAddress.getLocalHost().getHostName());
    } catch (UnknownHostException e) {
      LOG.debug("this machine has no name of its own", e);
    }
    return HostNames.of(allHosts, allAddresses);
  }
}
