package ffrtmp.ops.client.wire;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list of a server, page by page. An old server gives all of it at once. */
public final class Pages {
  private static final int PAGE = 500;

  private final Server server;
  private final String path;
  private final String member;
  private final String filters;
  private long left;
  private String cursor = "";
  private boolean over;

  /**
   * @param member where in the answer the rows are
   * @param filters of the query, each as {@code name=value}, escaped
   * @param limit rows in all
   */
  public Pages(Server server, String path, String member, Query filters, long limit) {
    this.server = server;
    this.path = path;
    this.member = member;
    this.filters = filters.toString();
    this.left = limit;
  }

  /** The next rows; absent after the last. */
  public Optional<List<JsonNode>> next() {
    if (over || left <= 0) return Optional.empty();
    JsonNode said = server.ask(Request.get(path + query()), member);
    List<JsonNode> rows = new ArrayList<>();
    for (JsonNode row : said.path(member)) {
      if (left > 0) rows.add(row);
      left--;
    }
    String next = said.path("next_cursor").asText("");
    // a page that leads to itself would never end
    over = next.isEmpty() || next.equals(cursor);
    cursor = next;
    return Optional.of(rows);
  }

  /** Whether the server has more than was asked for. */
  public boolean more() {
    return !over || left < 0;
  }

  private String query() {
    Query page = new Query().add("limit", Math.min(PAGE, left));
    if (!cursor.isEmpty()) page.add("cursor", cursor);
    return filters.isEmpty() ? page.toString() : filters + "&" + page.toString().substring(1);
  }
}
