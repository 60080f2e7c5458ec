package ffrtmp.persistence.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.sql.SQLException;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Where two states that are stored as JSON differ. */
final class StateDifferences {
  /** What a job was asked to do may hold the keys of streams, which no report repeats. */
  private static final String PARAMETERS = "/life/spec/parameters";

  private static final String HIDDEN = "not shown";
  private static final int MOST_CHARS = 200;
  private static final JsonMapper JSON = new JsonMapper();

  /** Hears of each difference. */
  interface Listener {
    void differs(String path, @Nullable String journal, @Nullable String table) throws SQLException;
  }

  private StateDifferences() {}

  /** The order of members and white space make no difference. */
  static void tell(String journal, @Nullable String table, Listener listener) throws SQLException {
    if (journal.equals(table)) return;
    try {
      JsonNode stored = table == null ? JSON.missingNode() : JSON.readTree(table);
      tell("", JSON.readTree(journal), stored, listener);
    } catch (JsonProcessingException e) {
      listener.differs("", "a state", "no JSON");
    }
  }

  private static void tell(String path, JsonNode journal, JsonNode table, Listener listener)
      throws SQLException {
    if (journal.equals(table)) return;
    if (journal.isObject() && table.isObject()) {
      var names = new TreeSet<String>();
      journal.fieldNames().forEachRemaining(names::add);
      table.fieldNames().forEachRemaining(names::add);
      for (var name : names) {
        tell(path + "/" + name, journal.path(name), table.path(name), listener);
      }
    } else if (path.startsWith(PARAMETERS)) {
      listener.differs(path, HIDDEN, HIDDEN);
    } else {
      listener.differs(path, text(journal), text(table));
    }
  }

  private static String text(JsonNode node) {
    if (node.isMissingNode()) return "nothing";
    var text = node.toString();
    return text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS) + "…";
  }
}
