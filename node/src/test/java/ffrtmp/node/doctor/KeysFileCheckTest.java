package ffrtmp.node.doctor;

import ffrtmp.http.access.KeysEditor;
import ffrtmp.http.access.Role;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysFileCheckTest {
  private static final Instant NOW = Instant.parse("2027-03-01T12:00:00Z");

  @TempDir Path folder;

  @Test
  void aFileWithAValidKeyIsWell() throws Exception {
    Findings.assertOk(Findings.only(check(file(), NOW)), "1 keys, 1 of them valid now");
  }

  @Test
  void oneInWhichEveryKeyHasEndedIsWarnedOf() throws Exception {
    Findings.assertWarns(
        Findings.only(check(file(), NOW.plus(Duration.ofDays(2)))),
        "0 of them valid",
        "ffrtmp keys create");
  }

  @Test
  void oneThatEverybodyCanReadIsWarnedOf() throws Exception {
    Path file = file();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Findings.assertWarns(Findings.only(check(file, NOW)), "every user", "chmod 640");
  }

  @Test
  void oneThatIsMissingOrDamagedFails() throws Exception {
    Findings.assertFails(
        Findings.only(check(folder.resolve("none"), NOW)), "is not there", "ffrtmp keys create");
    Path damaged = Files.writeString(folder.resolve("damaged"), "keys { a1b2 { rol: admin } }");
    Findings.assertFails(Findings.only(check(damaged, NOW)), "no member rol", "mend it");
  }

  private Path file() throws Exception {
    Path file = folder.resolve("keys.conf");
    new KeysEditor(file, Clock.fixed(NOW, ZoneOffset.UTC), new SecureRandom())
        .create(new KeysEditor.Wish("ops", Role.ADMIN, null, null, NOW.plus(Duration.ofDays(1))));
    return file;
  }

  private static Check check(Path file, Instant now) {
    return new KeysFileCheck(file, Clock.fixed(now, ZoneOffset.UTC));
  }
}
