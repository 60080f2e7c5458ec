package ffrtmp.node.command;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.access.Key;
import ffrtmp.http.access.Role;
import ffrtmp.ops.client.show.Screen;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is shown of a keys file. */
final class KeysListCommandTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final List<Key> KEYS =
      List.of(
          key("vm9ywwp0gt", "ann", Role.SUBMITTER, null, null),
          key("ykqh2ztf85", "bob", Role.VIEWER, NOW, null),
          key("022az8s53y", "eve", Role.ADMIN, null, NOW));

  private static Key key(
      String id, String name, Role role, @Nullable Instant expires, @Nullable Instant revoked) {
    return new Key(id, name, role, null, null, "5e".repeat(32), NOW, expires, revoked);
  }

  @Test
  void aNarrowTableKeepsWhatAKeyIsAndWhetherItOpens() {
    StringWriter text = new StringWriter();
    Screen screen = new Screen(75, false, false, true);
    KeysListCommand.table(KEYS, NOW).print(new PrintWriter(text), screen);
    assertThat(text.toString())
        .isEqualTo(
            """
            ID          NAME  ROLE       TENANT  STATE    EXPIRES
            vm9ywwp0gt  ann   submitter  all     live     never
            ykqh2ztf85  bob   viewer     all     expired  2026-11-21 12:00:00 UTC
            022az8s53y  eve   admin      all     revoked  never
            """);
  }

  @Test
  void aDocumentLeavesOutWhatIsNotThereAndHoldsNoSecret() {
    String json = KeysListCommand.document(KEYS, NOW).toString();
    assertThat(json)
        .startsWith(
            "{\"count\":3,\"keys\":[{\"id\":\"vm9ywwp0gt\",\"name\":\"ann\",\"role\":\"submitter\","
                + "\"state\":\"live\",\"created\":\"2026-11-21T12:00:00Z\"},")
        .contains("\"state\":\"revoked\"", "\"revoked\":\"2026-11-21T12:00:00Z\"")
        .doesNotContain("5e5e");
  }
}
