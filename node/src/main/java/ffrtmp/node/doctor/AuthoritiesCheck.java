package ffrtmp.node.doctor;

import ffrtmp.http.tls.CertificateFacts;
import ffrtmp.http.tls.TlsException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;

/** The authorities whose certificates are taken. */
public final class AuthoritiesCheck implements Check {
  private final Path file;
  private final Clock clock;

  public AuthoritiesCheck(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  @Override
  public String name() {
    return "authorities";
  }

  @Override
  public List<Finding> look() {
    try {
      List<CertificateFacts> all = CertificateFacts.authorities(file);
      List<Finding> wrong =
          all.stream()
              .map(one -> CertificateCheck.life(name(), file + ": " + one.subject(), one, clock))
              .filter(finding -> finding.verdict() != Verdict.OK)
              .toList();
      return wrong.isEmpty() ? List.of(Finding.ok(name(), subjects(all))) : wrong;
    } catch (TlsException e) {
      return List.of(
          Finding.fail(
              name(),
              String.valueOf(e.getMessage()),
              "name a PEM file with one certificate or more by --ca"));
    }
  }

  private String subjects(List<CertificateFacts> all) {
    return file
        + ": "
        + all.stream().map(CertificateFacts::subject).collect(Collectors.joining("; "));
  }
}
