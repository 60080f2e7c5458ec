package ffrtmp.node.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the API is encrypted. */
final class TlsFlags {
  @Option(
      names = "--tls",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Serve the API by TLS; without --cert with a certificate made at start.")
  @Nullable Boolean tls;

  @Option(
      names = "--mtls",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Take only clients with a certificate of --ca.")
  boolean mutual;

  @Option(
      names = "--generate-cert",
      arity = "0..1",
      paramLabel = "true|false",
      fallbackValue = "true",
      description = "Make a self-signed certificate at --cert and --key, and go on with it.")
  boolean generate;

  @Option(
      names = "--cert-hosts",
      paramLabel = "NAME",
      split = ",",
      hideParamSyntax = true,
      description = "Further names for which it stands; may be repeated.")
  List<String> hosts = new ArrayList<>();

  @Option(
      names = "--cert-ips",
      paramLabel = "ADDRESS",
      split = ",",
      hideParamSyntax = true,
      description = "Further addresses for which it stands; may be repeated.")
  List<String> addresses = new ArrayList<>();

  boolean on() {
    return Boolean.TRUE.equals(tls);
  }

  /**
   * Refuses what cannot be meant: above all to serve in clear what was to be encrypted.
   *
   * @param clusterTls whether the files are wanted between the nodes too
   */
  void check(CertificateFlags files, boolean clusterTls) {
    files.check();
    if (mutual && files.authorities == null) {
      throw new UsageException("--mtls needs --ca: the authorities whose certificates are taken");
    }
    if (mutual && !on()) throw new UsageException("--mtls needs --tls");
    if (tls != null || clusterTls) return;
    if (generate) throw new UsageException("--generate-cert needs --tls or --cluster-tls");
    if (files.certificate != null) throw new UsageException("--cert needs --tls or --cluster-tls");
  }
}
