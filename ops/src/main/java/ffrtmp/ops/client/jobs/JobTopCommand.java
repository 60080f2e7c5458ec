package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.Times;
import ffrtmp.ops.client.Window;
import ffrtmp.ops.client.show.Column;
import ffrtmp.ops.client.show.Documents;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Screen;
import ffrtmp.ops.client.show.Table;
import ffrtmp.ops.client.show.Units;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.Pages;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What runs now and what is next, again and again; once where nothing can be written over. */
@Command(
    name = "top",
    description = "Shows what runs and what waits, again and again until Ctrl-C.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobTopCommand extends FormCommand {
  private static final int MOST_WAITING = 500;
  private static final int HEAD = 3;
  private static final String HOME = "\u001b[H";
  private static final String END_OF_LINE = "\u001b[K";
  private static final String REST = "\u001b[J";

  @Option(
      names = "--interval",
      paramLabel = "DURATION",
      description = "From one look to the next (default: ${DEFAULT-VALUE}).")
  String interval = "2s";

  @Option(names = "--once", description = "Look once.")
  boolean once;

  public JobTopCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    Duration pause = Times.span("--interval", interval);
    if (pause.toMillis() < 100) throw ClientFailure.usage("--interval is at least 100ms", "");
    boolean again = terminal.screen().live() && !once && form() == Form.TABLE;
    if (again) terminal.out().print("\u001b[2J");
    do {
      Look look = look(server);
      if (form() == Form.TABLE) print(look, terminal, again);
      else Documents.print(look.json(), form(), terminal.out());
      if (again) server.pause().of(pause);
    } while (again && !terminal.out().checkError() && !Thread.currentThread().isInterrupted());
    return DONE;
  }

  /** What is there at one moment. */
  record Look(
      List<JsonNode> running, List<JsonNode> waiting, boolean more, JsonNode nodes, Instant at) {
    ObjectNode json() {
      ObjectNode json = new ObjectMapper().createObjectNode();
      json.put("at", at.toString());
      running.forEach(json.withArray("running")::add);
      waiting.forEach(json.withArray("waiting")::add);
      json.set("nodes", nodes.path("nodes"));
      return json;
    }
  }

  private static Look look(Server server) {
    Instant now = server.clock().instant();
    JsonNode nodes = server.ask(Request.get("/nodes"), "nodes");
    JobFilter running = JobFilter.of(List.of("status=processing,assigned,paused"), now);
    JobFilter waiting = JobFilter.of(List.of("status=queued,pending"), now);
    Pages next = new Pages(server, "/jobs", "jobs", waiting.query(), MOST_WAITING);
    List<JsonNode> first = rows(next, waiting);
    boolean more = next.more();
    Pages going = new Pages(server, "/jobs", "jobs", running.query(), MOST_WAITING);
    return new Look(rows(going, running), first, more, nodes, now);
  }

  private static List<JsonNode> rows(Pages pages, JobFilter filter) {
    Optional<List<JsonNode>> page = pages.next();
    return page.map(rows -> rows.stream().filter(filter::matches).toList()).orElse(List.of());
  }

  private static void print(Look look, Terminal terminal, boolean again) {
    if (again) redraw(look, terminal);
    else print(look, terminal.out(), terminal.screen());
    terminal.out().flush();
  }

  /** Over the former look, in the window as it is now. */
  private static void redraw(Look look, Terminal terminal) {
    StringWriter text = new StringWriter();
    Screen was = terminal.screen();
    Optional<Window.Size> size = terminal.window().size();
    Screen screen = size.map(now -> was.wide(now.columns())).orElse(was);
    int lines = size.map(Window.Size::lines).orElse(Integer.getInteger("ffrtmp.lines", 24));
    print(look, new PrintWriter(text), screen);
    PrintWriter out = terminal.out();
    out.print(HOME);
    text.toString()
        .lines()
        .limit(Math.max(HEAD + 1, lines - 1))
        .forEach(line -> out.print(line + END_OF_LINE + "\r\n"));
    out.print(REST);
  }

  static String head(Look look) {
    int slots = 0;
    int away = 0;
    for (JsonNode node : look.nodes().path("nodes")) {
      slots += node.path("max_concurrent_jobs").asInt();
      if (node.path("status").asText().equals("offline")) away++;
    }
    String waiting = look.waiting().size() + (look.more() ? "+" : "");
    return String.format(
        Locale.ROOT,
        "%d running, %s waiting; %s%s, %s",
        look.running().size(),
        waiting,
        Units.count(look.nodes().path("nodes").size(), "node"),
        away > 0 ? " (" + away + " offline)" : "",
        Units.count(slots, "slot"));
  }

  static Table table(Look look) {
    Table table =
        new Table(
            List.of(
                Column.number("SEQ"),
                Column.text("STATUS"),
                Column.number("DONE"),
                Column.number("FPS").leaving(3),
                Column.number("SPEED").leaving(2),
                Column.number("ETA").leaving(1),
                Column.text("QUEUE").leaving(5),
                Column.text("PRIORITY").leaving(6),
                Column.text("SCENARIO").cutTo(10).leaving(7),
                Column.text("NODE").cutTo(10).leaving(4),
                Column.number("AGE").leaving(8)));
    List<JsonNode> jobs = new ArrayList<>(look.running());
    jobs.addAll(look.waiting());
    jobs.forEach(job -> row(table, job, look.at()));
    return table;
  }

  private static void row(Table table, JsonNode job, Instant now) {
    JsonNode details = job.path("progress_details");
    table.row(
        job.path("sequence_number").asText(""),
        JobTexts.status(job),
        job.path("progress").asInt() + " %",
        positive(details.path("fps")),
        positive(details.path("speed")),
        details.hasNonNull("eta_seconds") ? eta(details.path("eta_seconds").asDouble()) : "",
        job.path("queue").asText(""),
        job.path("priority").asText(""),
        job.path("scenario").asText(""),
        job.path("node_name").asText(""),
        Units.ago(job.path("created_at").asText(""), now));
  }

  private static String positive(JsonNode number) {
    return number.asDouble() > 0 ? Units.rate(number.asDouble()) : "";
  }

  private static String eta(double seconds) {
    return Units.time(Duration.ofMillis(Math.round(seconds * 1000)));
  }

  /** What one look is on a screen. */
  static void print(Look look, PrintWriter out, Screen screen) {
    out.println(head(look));
    out.println();
    table(look).print(out, screen);
  }
}
