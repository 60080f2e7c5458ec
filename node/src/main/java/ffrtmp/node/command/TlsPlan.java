package ffrtmp.node.command;

import ffrtmp.http.tls.TlsFiles;
import ffrtmp.node.wiring.ApiTls;
import ffrtmp.node.wiring.OwnCertificate;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the flags of TLS come to.
 *
 * @param api how the API speaks it; absent: not at all
 * @param cluster the files with which the nodes speak to each other; absent: in clear
 */
record TlsPlan(@Nullable ApiTls api, @Nullable TlsFiles cluster) {
  /** A worker: it serves no API, and makes no certificate. */
  static TlsPlan ofWorker(CertificateFlags given, ClusterFlags cluster) {
    given.check();
    if (!cluster.tls) return new TlsPlan(null, null);
    if (given.certificate == null || given.key == null) {
      throw new UsageException("--cluster-tls needs --cert and --key: those of the server will do");
    }
    return new TlsPlan(null, forCluster(files(given.certificate, given.key, given), false));
  }

  /** A server, which makes the certificate that it was not given. */
  static TlsPlan ofServer(
      TlsFlags tls, CertificateFlags given, ClusterFlags cluster, String store, String host) {
    tls.check(given, cluster.tls);
    if (!tls.on() && !cluster.tls) return new TlsPlan(null, null);
    boolean own = given.certificate == null || tls.generate;
    TlsFiles files = named(given, store);
    if (own) OwnCertificate.ensure(files, host, tls.hosts, tls.addresses);
    return new TlsPlan(
        tls.on() ? new ApiTls(files, tls.mutual) : null,
        cluster.tls ? forCluster(files, own) : null);
  }

  private static TlsFiles named(CertificateFlags given, String store) {
    if (given.certificate != null && given.key != null) {
      return files(given.certificate, given.key, given);
    }
    TlsFiles beside = OwnCertificate.beside(store);
    return files(beside.certificate(), beside.key(), given);
  }

  private static TlsFiles files(Path certificate, Path key, CertificateFlags given) {
    return new TlsFiles(certificate, key, given.authorities);
  }

  /** Nobody vouches for a certificate of its own but itself. */
  private static TlsFiles forCluster(TlsFiles files, boolean own) {
    if (files.authorities() != null) return files;
    if (!own) {
      throw new UsageException(
          "--cluster-tls needs --ca: who vouches for the other nodes (for a self-signed"
              + " certificate, the certificate itself)");
    }
    return new TlsFiles(files.certificate(), files.key(), files.certificate());
  }
}
