package ffrtmp.node.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.http.access.Key;
import ffrtmp.http.access.KeysFileException;
import ffrtmp.node.wiring.StartException;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Documents;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Units;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the keys of the file, none of their secrets. */
@Command(
    name = "list",
    description = "Shows the keys of the file, without their secrets.",
    mixinStandardHelpOptions = true)
final class KeysListCommand implements Callable<Integer> {
  @Mixin KeysCommand.FileFlag file = new KeysCommand.FileFlag();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORM",
      description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
  Form form = Form.TABLE;

  @Spec CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  KeysListCommand() {}

  @Override
  public Integer call() {
    Clock clock = Clock.systemUTC();
    try {
      Collection<Key> keys = file.editor(clock).list();
      PrintWriter out = spec.commandLine().getOut();
      if (form == Form.TABLE) {
        table(keys, clock.instant()).print(out, ClientStart.surroundings().terminal().screen());
      } else {
        Documents.print(document(keys, clock.instant()), form, out);
      }
      return 0;
    } catch (KeysFileException e) {
      throw StartException.because(e);
    }
  }

  static Table table(Collection<Key> keys, Instant now) {
    Table table =
        new Table(
            List.of(
                Column.text("ID"),
                Column.text("NAME").cutTo(12),
                Column.text("ROLE"),
                Column.text("TENANT").cutTo(8).leaving(2),
                Column.text("NODE").cutTo(12).leaving(1),
                Column.text("STATE"),
                Column.text("EXPIRES").leaving(3),
                Column.text("CREATED").leaving(4)));
    for (Key key : keys) {
      table.row(
          key.id(),
          key.name(),
          role(key),
          or(key.tenant(), "all"),
          or(key.node(), ""),
          state(key, now),
          key.expires() == null ? "never" : Units.clock(key.expires().toString()),
          Units.clock(or(key.created(), "")));
    }
    return table;
  }

  static ObjectNode document(Collection<Key> keys, Instant now) {
    ObjectNode all = new ObjectMapper().createObjectNode().put("count", keys.size());
    all.putArray("keys");
    for (Key key : keys) {
      ObjectNode one = all.withArray("keys").addObject();
      one.put("id", key.id()).put("name", key.name()).put("role", role(key));
      one.put("state", state(key, now));
      put(one, "tenant", key.tenant());
      put(one, "node", key.node());
      put(one, "created", key.created());
      put(one, "expires", key.expires());
      put(one, "revoked", key.revoked());
    }
    return all;
  }

  private static void put(ObjectNode to, String name, @Nullable Object value) {
    if (value != null) to.put(name, value.toString());
  }

  private static String role(Key key) {
    return key.role().name().toLowerCase(Locale.ROOT);
  }

  private static String state(Key key, Instant now) {
    if (key.revoked() != null) return "revoked";
    return key.live(now) ? "live" : "expired";
  }

  private static String or(@Nullable Object value, String otherwise) {
    return value == null ? otherwise : value.toString();
  }
}
