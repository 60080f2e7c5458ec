package ffrtmp.node.doctor;

import ffrtmp.http.tls.CertificateFacts;
import ffrtmp.http.tls.TlsException;
import ffrtmp.http.tls.TlsFiles;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What this process would show of itself: its certificate, its key, and how long it lasts. */
public final class CertificateCheck implements Check {
  private static final Duration SOON = Duration.ofDays(30);

  private final TlsFiles files;
  private final Set<String> hosts;
  private final Clock clock;

  /**
   * @param hosts names and addresses for which it is to stand
   */
  public CertificateCheck(TlsFiles files, Set<String> hosts, Clock clock) {
    this.files = files;
    this.hosts = new TreeSet<>(hosts);
    this.clock = clock;
  }

  @Override
  public String name() {
    return "certificate";
  }

  @Override
  public List<Finding> look() {
    try {
      return List.of(found(CertificateFacts.identity(files)));
    } catch (TlsException e) {
      return List.of(
          Finding.fail(
              name(),
              String.valueOf(e.getMessage()),
              "name a certificate and the key that belongs to it, both PEM, by --cert and --key"));
    }
  }

  private Finding found(CertificateFacts facts) {
    Finding life = life(name(), files.certificate() + ": " + facts.subject(), facts, clock);
    if (life.verdict() == Verdict.FAIL) return life;
    Set<String> missing = new TreeSet<>(hosts);
    missing.removeIf(facts::covers);
    if (missing.isEmpty()) return life;
    return Finding.warn(
        name(),
        "%s stands for %s, and not for %s"
            .formatted(
                files.certificate(),
                String.join(", ", new TreeSet<>(facts.names())),
                String.join(", ", missing)),
        "have one made for every name that clients use");
  }

  /** How one stands in time. */
  static Finding life(String name, String whose, CertificateFacts facts, Clock clock) {
    Instant now = clock.instant();
    if (!now.isBefore(facts.until())) {
      return Finding.fail(
          name,
          whose + " expired at " + facts.until(),
          "renew it; a running server takes the new file by itself");
    }
    if (now.isBefore(facts.from())) {
      return Finding.fail(
          name,
          whose + " begins only at " + facts.from(),
          "look at this machine's clock, which says " + now);
    }
    String until = whose + ", until " + facts.until();
    return now.plus(SOON).isBefore(facts.until())
        ? Finding.ok(name, until)
        : Finding.warn(name, until, "renew it; a running server takes the new file by itself");
  }
}
