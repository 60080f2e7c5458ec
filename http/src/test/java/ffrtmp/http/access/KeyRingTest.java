package ffrtmp.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyRingTest {
  private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");

  @TempDir Path folder;
  private Path file;
  private Instant now = T0;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };
  private KeysEditor editor;

  @BeforeEach
  void begin() {
    file = folder.resolve("keys.conf");
    editor = new KeysEditor(file, clock, new Random(5));
  }

  @Test
  void aKeyOfTheFileLetsItsHolderIn() throws Exception {
    String key = create("ann", null);
    KeyRing ring = KeyRing.open(null, file, clock);
    assertThat(((Admission.Admitted) ring.admit(key)).caller())
        .isEqualTo(new Caller("ann", Role.VIEWER, null, null));
    assertThat(why(ring.admit(key + "x"))).isEqualTo(Denial.UNKNOWN_KEY);
    assertThat(why(ring.admit(key.substring(0, key.indexOf('.'))))).isEqualTo(Denial.UNKNOWN_KEY);
    assertThat(why(ring.admit("zzzz.secret"))).isEqualTo(Denial.UNKNOWN_KEY);
    assertThat(why(ring.admit(""))).isEqualTo(Denial.UNKNOWN_KEY);
    assertThat(why(ring.admit("."))).isEqualTo(Denial.UNKNOWN_KEY);
  }

  @Test
  void theOneKeyOfTheCommandLineStaysBesideTheFile() throws Exception {
    create("ann", null);
    KeyRing ring = KeyRing.open("s3c.ret", file, clock);
    assertThat(((Admission.Admitted) ring.admit("s3c.ret")).caller()).isEqualTo(Caller.MASTER);
    assertThat(why(KeyRing.open(null, file, clock).admit("s3c.ret"))).isEqualTo(Denial.UNKNOWN_KEY);
  }

  @Test
  void withoutAMasterKeyNothingPassesForIt() throws Exception {
    create("ann", null);
    KeyRing ring = KeyRing.open(null, file, clock);
    for (String guess : new String[] {"", "\0", "0".repeat(64)}) {
      assertThat(ring.admit(guess)).isInstanceOf(Admission.Denied.class);
    }
  }

  @Test
  void anExpiredKeyIsWorthNothingFromThatMomentOn() throws Exception {
    String key = create("ann", T0.plusSeconds(10));
    KeyRing ring = KeyRing.open(null, file, clock);
    Admission.Admitted admitted = (Admission.Admitted) ring.admit(key);
    now = T0.plusSeconds(9);
    assertThat(admitted.stands()).isTrue();
    now = T0.plusSeconds(10);
    assertThat(admitted.stands()).isFalse();
    assertThat(why(ring.admit(key))).isEqualTo(Denial.EXPIRED);
  }

  @Test
  void aRevokedKeyStandsNoLongerOnceTheFileWasReadAgain() throws Exception {
    String key = create("ann", null);
    KeyRing ring = KeyRing.open(null, file, clock);
    Admission.Admitted admitted = (Admission.Admitted) ring.admit(key);
    editor.revoke("ann");
    assertThat(admitted.stands()).isTrue();
    ring.refresh();
    assertThat(admitted.stands()).isFalse();
    assertThat(why(ring.admit(key))).isEqualTo(Denial.REVOKED);
  }

  @Test
  void aHolderChangesOverWithTwoKeysThatBothStand() throws Exception {
    String old = create("ann", null);
    KeyRing ring = KeyRing.open(null, file, clock);
    String fresh = create("ann", null);
    ring.refresh();
    assertThat(ring.admit(old)).isInstanceOf(Admission.Admitted.class);
    assertThat(ring.admit(fresh)).isInstanceOf(Admission.Admitted.class);
    editor.revoke(old.substring(0, old.indexOf('.')));
    ring.refresh();
    assertThat(ring.admit(old)).isInstanceOf(Admission.Denied.class);
    assertThat(ring.admit(fresh)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void aKeyWhoseRightsWereChangedStandsForSomebodyElse() throws Exception {
    String key = create("ann", null);
    KeyRing ring = KeyRing.open(null, file, clock);
    Admission.Admitted admitted = (Admission.Admitted) ring.admit(key);
    Files.writeString(file, Files.readString(file).replace("\"viewer\"", "\"admin\""));
    ring.refresh();
    assertThat(admitted.stands()).isFalse();
    assertThat(((Admission.Admitted) ring.admit(key)).caller().role()).isEqualTo(Role.ADMIN);
  }

  @Test
  void aFileThatTurnedBadOrWentChangesNothing() throws Exception {
    String key = create("ann", null);
    KeyRing ring = KeyRing.open(null, file, clock);
    String good = Files.readString(file);
    Files.writeString(file, good + "\nkeys { k9zz { name: eve } }\n");
    ring.refresh();
    assertThat(ring.admit(key)).isInstanceOf(Admission.Admitted.class);
    Files.delete(file);
    ring.refresh();
    assertThat(ring.admit(key)).isInstanceOf(Admission.Admitted.class);
    Files.writeString(file, "");
    ring.refresh();
    assertThat(ring.admit(key))
        .as("an empty file is a good one")
        .isInstanceOf(Admission.Denied.class);
  }

  /** To read from a pipe is to wait for a writer, and no key would ever be taken back again. */
  @Test
  void aFolderOrAPipeInPlaceOfTheFileIsNotWaitedFor() throws Exception {
    String key = create("ann", null);
    KeyRing ring = KeyRing.open(null, file, clock);
    String good = Files.readString(file);
    Files.delete(file);
    Process pipe = new ProcessBuilder("mkfifo", file.toString()).start();
    assertThat(pipe.waitFor()).isZero();
    assertTimeoutPreemptively(Duration.ofSeconds(20), ring::refresh);
    assertThat(ring.admit(key)).isInstanceOf(Admission.Admitted.class);
    Files.delete(file);
    Files.writeString(file, good);
    editor.revoke("ann");
    ring.refresh();
    assertThat(ring.admit(key)).isInstanceOf(Admission.Denied.class);
  }

  @Test
  void aFileThatIsNestedWithoutEndChangesNothing() throws Exception {
    String key = create("ann", null);
    KeyRing ring = KeyRing.open(null, file, clock);
    Files.writeString(file, "keys { a = ".repeat(300_000));
    ring.refresh();
    assertThat(ring.admit(key)).isInstanceOf(Admission.Admitted.class);
  }

  @Test
  void aFileThatIsNotThereOrTooLargeRefusesTheStart() throws IOException {
    assertThatThrownBy(() -> KeyRing.open(null, file, clock)).hasMessageContaining("ffrtmp keys");
    Files.write(file, new byte[KeysFile.MOST_BYTES + 1]);
    assertThatThrownBy(() -> KeyRing.open(null, file, clock)).hasMessageContaining("larger than");
    Files.write(file, new byte[] {(byte) 0xff});
    assertThatThrownBy(() -> KeyRing.open(null, file, clock)).hasMessageContaining("UTF-8");
  }

  @Test
  void refusalsAreCountedByReason() {
    Denials denials = new Denials(clock);
    for (int i = 0; i < 5; i++) denials.count(Denial.NO_KEY, null, "GET /jobs", "r");
    denials.count(Denial.ROLE, "ann", "POST /jobs", "r");
    assertThat(denials.total(Denial.NO_KEY)).isEqualTo(5);
    assertThat(denials.total(Denial.ROLE)).isEqualTo(1);
    assertThat(denials.total(Denial.EXPIRED)).isZero();
  }

  private String create(String name, Instant expires) throws Exception {
    return editor.create(new KeysEditor.Wish(name, Role.VIEWER, null, null, expires)).secret();
  }

  private static Denial why(Admission admission) {
    return ((Admission.Denied) admission).why();
  }
}
