package ffrtmp.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeysEditorTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  @TempDir Path folder;
  private Path file;
  private KeysEditor editor;

  @BeforeEach
  void begin() {
    file = folder.resolve("keys.conf");
    editor = new KeysEditor(file, CLOCK, new Random(1));
  }

  @Test
  void theFirstKeyMakesAFileThatItsOwnerAloneMayRead() throws Exception {
    KeysEditor.Created created = editor.create(wish("ann"));
    assertThat(created.secret()).matches("[a-z0-9]{10}\\.[A-Za-z0-9_-]{43}");
    assertThat(Files.readString(file))
        .contains(created.key().id(), created.key().sha256())
        .doesNotContain(created.secret().substring(11));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(editor.list()).containsExactly(created.key());
    assertThat(created.toString()).doesNotContain(created.secret());
  }

  @Test
  void whatElseIsInTheFileStaysAsItIs() throws Exception {
    String byHand =
        """
        # ours
        tenants {
          acme { running = 2 }  # as agreed
        }
        keys {
          handmade1 { name: bob, role: admin, sha256: "%s" } # the first
        }
        """
            .formatted("0".repeat(64));
    Files.writeString(file, byHand);
    KeysEditor.Created created = editor.create(wish("ann"));
    editor.revoke("bob");
    String text = Files.readString(file);
    assertThat(text).contains("# ours", "# as agreed", "# the first", created.key().id());
    KeyList read = new KeysFile(file).load();
    assertThat(read.tenants()).containsEntry("acme", new TenantQuota(2, null, null));
    assertThat(read.keys().get("handmade1").revoked()).isEqualTo(CLOCK.instant());
    assertThat(read.keys().get(created.key().id())).isEqualTo(created.key());
  }

  @Test
  void revokingByNameTakesAllOfAHoldersKeysAndByIdOne() throws Exception {
    String one = editor.create(wish("ann")).key().id();
    String two = editor.create(wish("ann")).key().id();
    String three = editor.create(wish("ann")).key().id();
    editor.create(wish("bob"));
    assertThat(editor.revoke(one)).extracting(Key::id).containsExactly(one);
    assertThat(editor.revoke("ann")).extracting(Key::id).containsExactlyInAnyOrder(two, three);
    assertThat(editor.revoke("ann")).isEmpty();
    assertThat(editor.revoke("nobody")).isEmpty();
    assertThat(editor.list()).filteredOn(key -> key.revoked() == null).hasSize(1);
  }

  @Test
  void aWishThatMakesABadFileLeavesTheOldOne() throws Exception {
    editor.create(wish("ann"));
    String before = Files.readString(file);
    assertThatThrownBy(() -> editor.create(wish("a \"b\""))).isInstanceOf(KeysFileException.class);
    assertThatThrownBy(
            () -> editor.create(new KeysEditor.Wish("ann", Role.ADMIN, null, null, null)))
        .hasMessageContaining("differs in role");
    assertThat(Files.readString(file)).isEqualTo(before);
    Files.writeString(file, "keys {");
    assertThatThrownBy(() -> editor.create(wish("ann"))).isInstanceOf(KeysFileException.class);
    assertThat(Files.readString(file)).isEqualTo("keys {");
  }

  @Test
  void theGroupThatMayReadTheFileStillMayAndOthersMayNot() throws Exception {
    editor.create(wish("ann"));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
    editor.create(wish("bob"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void aLinkToTheFileStaysALink() throws Exception {
    Path link = folder.resolve("link.conf");
    editor.create(wish("ann"));
    Files.createSymbolicLink(link, file);
    new KeysEditor(link, CLOCK, new Random(2)).create(wish("bob"));
    assertThat(link).isSymbolicLink();
    assertThat(editor.list()).hasSize(2);
  }

  @Test
  void manyAtATimeLoseNoneOfTheirKeys() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<KeysEditor.Created>> work = new ArrayList<>();
      for (int i = 0; i < 24; i++) {
        KeysEditor own = new KeysEditor(file, CLOCK, new Random(100 + i));
        String name = "holder" + i;
        work.add(() -> own.create(wish(name)));
      }
      for (Future<KeysEditor.Created> made : pool.invokeAll(work)) made.get();
    } finally {
      pool.shutdownNow();
    }
    assertThat(editor.list()).hasSize(24);
  }

  private static KeysEditor.Wish wish(String name) {
    return new KeysEditor.Wish(name, Role.VIEWER, null, null, null);
  }
}
