package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Documents;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Text;
import ffrtmp.ops.client.show.Units;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.Pages;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A command to jobs, which are named or picked; who is not asked has to say that they mean it. */
abstract class JobActionCommand extends FormCommand {
  private static final int MOST = 100_000;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Ids, or sequence numbers.")
  List<String> ids = List.of();

  @Option(
      names = "--filter",
      paramLabel = "NAME=VALUE",
      description =
          "All jobs of this status, queue, priority, scenario, node_id or since; may be repeated.")
  List<String> filters = List.of();

  @Option(
      names = {"-y", "--yes"},
      description = "Do not ask before a --filter is acted on.")
  boolean yes;

  private final String verb;

  JobActionCommand(Surroundings surroundings, String verb) {
    super(surroundings);
    this.verb = verb;
  }

  /** What the command says beside its verb. */
  Query query() {
    return new Query();
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    if (ids.isEmpty() == filters.isEmpty()) {
      throw ClientFailure.usage("say which jobs: IDs, or --filter NAME=VALUE", "");
    }
    List<String> meant = filters.isEmpty() ? ids : picked(server, terminal);
    if (meant.isEmpty()) return DONE;
    ObjectNode results = new ObjectMapper().createObjectNode();
    int refused = 0;
    for (String id : meant) refused += act(server, terminal, id, results.withArray("results"));
    if (form() != Form.TABLE) Documents.print(results, form(), terminal.out());
    if (meant.size() > 1) server.tell(counts(meant.size() - refused, refused));
    return refused == 0 ? DONE : REFUSED;
  }

  private String counts(int done, int refused) {
    return String.format(Locale.ROOT, "%s: %,d done, %,d refused", verb, done, refused);
  }

  /** 0, or 1 where it was refused. */
  private int act(Server server, Terminal terminal, String id, ArrayNode results) {
    try {
      JsonNode said = server.ask(Request.post("/jobs/" + Query.segment(id) + "/" + verb + query()));
      results.add(said);
      if (form() == Form.TABLE) {
        terminal.out().println(Text.plain("job " + id + ": " + said.path("status").asText("done")));
        terminal.out().flush();
      }
      return 0;
    } catch (ClientFailure e) {
      if (e.kind() != ClientFailure.Kind.REFUSED) throw e;
      results.addObject().put("job_id", id).put("error", e.getMessage());
      if (ids.size() == 1) say(e, terminal);
      else terminal.err().println("ffrtmp: job " + Text.plain(id + ": " + e.getMessage()));
      return 1;
    }
  }

  private List<String> picked(Server server, Terminal terminal) {
    JobFilter filter = JobFilter.of(filters, server.clock().instant());
    if (!yes && !terminal.asks()) {
      throw ClientFailure.usage(
          "--filter without a terminal to ask on needs --yes", "jobs list shows which are meant");
    }
    List<String> found = new ArrayList<>();
    Pages pages = new Pages(server, "/jobs", "jobs", filter.query(), Long.MAX_VALUE);
    Optional<List<JsonNode>> page = pages.next();
    while (page.isPresent() && found.size() < MOST) {
      page.get().stream().filter(filter::matches).map(JobTexts::id).forEach(found::add);
      page = pages.next();
    }
    String count = Units.count(found.size(), "job") + " of " + filter;
    if (found.isEmpty() || yes) server.tell(count);
    else if (!agreed(terminal, count)) return List.of();
    return found;
  }

  private boolean agreed(Terminal terminal, String count) {
    terminal.err().print("ffrtmp: " + Text.plain(count) + ": " + verb + " them all? [y/N] ");
    terminal.err().flush();
    try {
      String answer =
          new BufferedReader(new InputStreamReader(terminal.in(), StandardCharsets.UTF_8))
              .readLine();
      boolean agreed = answer != null && answer.strip().toLowerCase(Locale.ROOT).matches("y|yes");
      if (!agreed) terminal.err().println("ffrtmp: nothing was done");
      return agreed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
