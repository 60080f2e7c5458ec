package ffrtmp.node.command;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The PEM files of TLS. */
final class CertificateFlags {
  @Option(
      names = "--cert",
      paramLabel = "FILE",
      description = "The certificate, then those that vouch for it; PEM.")
  @Nullable Path certificate;

  @Option(names = "--key", paramLabel = "FILE", description = "Its key, without a password; PEM.")
  @Nullable Path key;

  @Option(
      names = "--ca",
      paramLabel = "FILE",
      description = "The authorities whose certificates are taken; PEM.")
  @Nullable Path authorities;

  /** Refuses one half of a pair. */
  void check() {
    if ((certificate == null) != (key == null)) {
      throw new UsageException(
          certificate == null ? "--key needs --cert beside it" : "--cert needs --key beside it");
    }
  }
}
