package ffrtmp.http;

import ffrtmp.http.access.KeysEditor;
import ffrtmp.http.access.KeysFileException;
import ffrtmp.http.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;

/** A keys file for a test's server. */
final class TestKeys {
  private final Path file;
  private final KeysEditor editor;

  TestKeys(Path folder) {
    file = folder.resolve("keys.conf");
    editor = new KeysEditor(file, Clock.systemUTC(), new Random(11));
  }

  /** The line of configuration that names it. */
  String setting() {
    return "api-keys-file = \"" + file + "\"";
  }

  String create(String name, Role role, String tenant) {
    return create(new KeysEditor.Wish(name, role, tenant, null, null));
  }

  String createUntil(String name, Role role, Instant end) {
    return create(new KeysEditor.Wish(name, role, null, null, end));
  }

  void revoke(String name) {
    try {
      editor.revoke(name);
    } catch (KeysFileException | IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Adds lines as by hand. */
  void append(String lines) {
    try {
      Files.writeString(file, (Files.exists(file) ? Files.readString(file) : "") + lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String create(KeysEditor.Wish wish) {
    try {
      return editor.create(wish).secret();
    } catch (KeysFileException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
