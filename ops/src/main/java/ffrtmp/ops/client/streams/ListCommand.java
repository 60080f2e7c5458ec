package ffrtmp.ops.client.streams;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.ListFlags;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.Times;
import ffrtmp.ops.client.show.Listing;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.wire.Pages;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Server;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** A list of what was learnt from the logs. */
abstract class ListCommand extends FormCommand {
  @Option(names = "--client", paramLabel = "ADDRESS", description = "Of this client.")
  @Nullable String client;

  @Option(
      names = "--since",
      paramLabel = "2h|TIME",
      description = "Since then: 30m, 2h or 7d ago, or a time.")
  @Nullable String since;

  @Mixin ListFlags list = new ListFlags();

  private final String member;

  ListCommand(Surroundings surroundings, String member) {
    super(surroundings);
    this.member = member;
  }

  /** Further filters. */
  abstract Query filters(Query query);

  abstract Table table(List<JsonNode> rows);

  @Override
  protected int run(Server server, Terminal terminal) {
    Query query = new Query().add("client", client);
    if (since != null) {
      query.add("since", Times.since("--since", since, server.clock().instant()));
    }
    Pages pages = new Pages(server, "/api/" + member, member, filters(query), list.rows());
    try (Listing listing =
        new Listing(form(), member, terminal.out(), terminal.screen(), this::table)) {
      Optional<List<JsonNode>> page = pages.next();
      while (page.isPresent() && !listing.unheard()) {
        listing.page(page.get());
        page = pages.next();
      }
      if (listing.count() == 0) server.tell("no " + member);
      else if (pages.more()) server.tell("there are more: --limit N, or --all");
    }
    return DONE;
  }

  /** A time of the wire, without the letters. */
  static String time(JsonNode row, String member) {
    return row.path(member).asText("").replace('T', ' ').replaceFirst("(\\.[0-9]+)?Z$", "");
  }
}
