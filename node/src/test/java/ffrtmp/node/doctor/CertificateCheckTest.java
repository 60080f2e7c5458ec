package ffrtmp.node.doctor;

import ffrtmp.http.tls.HostNames;
import ffrtmp.http.tls.SelfSigned;
import ffrtmp.http.tls.TlsFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateCheckTest {
  private static final Instant MADE = Instant.parse("2027-03-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void oneThatLastsAndStandsForItsHostIsWell() throws Exception {
    Findings.assertOk(Findings.only(check(1, "media.example.org")), "until 2029-");
    Findings.assertOk(Findings.only(check(1, "10.0.0.7")), "until 2029-");
  }

  @Test
  void oneThatEndsSoonIsWarnedOf() throws Exception {
    Findings.assertWarns(Findings.only(check(800, "media.example.org")), "until", "renew it");
  }

  @Test
  void oneThatEndedFails() throws Exception {
    Findings.assertFails(Findings.only(check(826, "media.example.org")), "expired at", "renew it");
  }

  @Test
  void oneThatHasNotBegunPointsAtTheClock() throws Exception {
    Findings.assertFails(
        Findings.only(check(-1, "media.example.org")), "begins only at", "this machine's clock");
  }

  @Test
  void aNameThatItDoesNotStandForIsWarnedOf() throws Exception {
    Findings.assertWarns(
        Findings.only(check(1, "other.example.com")),
        "and not for other.example.com",
        "every name that clients use");
  }

  @Test
  void aKeyOfAnotherAndAMissingFileFail() throws Exception {
    TlsFiles one = made("one");
    TlsFiles mixed = new TlsFiles(one.certificate(), made("two").key(), null);
    Findings.assertFails(
        Findings.only(new CertificateCheck(mixed, Set.of(), Clock.systemUTC())),
        "is not that of the certificate",
        "by --cert and --key");
    TlsFiles missing = new TlsFiles(folder.resolve("no.crt"), one.key(), null);
    Findings.assertFails(
        Findings.only(new CertificateCheck(missing, Set.of(), Clock.systemUTC())),
        "there is no file",
        "by --cert and --key");
  }

  @Test
  void authoritiesAreLookedAtOneByOne() throws Exception {
    Path file = made("ca").certificate();
    Findings.assertOk(Findings.only(new AuthoritiesCheck(file, after(1))), "self-signed");
    Findings.assertFails(
        Findings.only(new AuthoritiesCheck(file, after(900))), "expired", "renew it");
    Path empty = Files.writeString(folder.resolve("empty.pem"), "nothing\n");
    Findings.assertFails(
        Findings.only(new AuthoritiesCheck(empty, after(1))), "no certificate in", "--ca");
  }

  private Check check(long days, String host) {
    return new CertificateCheck(made("x"), Set.of(host), after(days));
  }

  private TlsFiles made(String name) {
    TlsFiles files =
        new TlsFiles(folder.resolve(name + ".crt"), folder.resolve(name + ".key"), null);
    new SelfSigned(after(0), new SecureRandom())
        .ensure(files, HostNames.of(List.of("*.example.org"), List.of("10.0.0.7")));
    return files;
  }

  private static Clock after(long days) {
    return Clock.fixed(MADE.plus(Duration.ofDays(days)), ZoneOffset.UTC);
  }
}
