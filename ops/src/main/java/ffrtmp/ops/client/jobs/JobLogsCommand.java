package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Documents;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Text;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.EventReader;
import ffrtmp.ops.client.wire.Live;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the engine of a job wrote. */
@Command(
    name = "logs",
    description = "Shows what the engine of a job wrote.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobLogsCommand extends FormCommand {
  private static final Duration ROUND = Duration.ofSeconds(1);

  @Parameters(paramLabel = "ID", description = "Its id, or its sequence number.")
  String id = "";

  @Option(
      names = {"-f", "--follow"},
      description = "Go on as it is written, until the job ends.")
  boolean follow;

  @Option(names = "--tail", paramLabel = "N", description = "Only the last N lines.")
  @Nullable Integer tail;

  public JobLogsCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    String path = "/jobs/" + Query.segment(id);
    if (!follow) {
      JsonNode said = server.ask(logs(path, tail), "logs");
      if (form() == Form.TABLE) print(terminal, said.path("logs").asText(""));
      else Documents.print(said, form(), terminal.out());
      return DONE;
    }
    if (form() != Form.TABLE) throw ClientFailure.usage("--follow shows the log as it is", "");
    Query query = new Query().add("follow", "true").add("tail", tail);
    Live.End end = new Live(server, path + "/logs" + query).follow(event -> over(event, terminal));
    if (end == Live.End.NONE) poll(server, terminal, path);
    return DONE;
  }

  private static boolean over(EventReader.Event event, Terminal terminal) {
    if (event.type().equals("reset")) terminal.err().println("ffrtmp: the log begins anew");
    if (event.type().equals("log") || event.type().equals("reset")) {
      print(terminal, event.data() + "\n");
    }
    return event.type().equals("end") || terminal.out().checkError();
  }

  /** Where the server has no live events: what was added since the last look. */
  private void poll(Server server, Terminal terminal, String path) {
    String shown = "";
    while (!terminal.out().checkError()) {
      // the state first: a log that is read after the end is the whole of it
      boolean ended = JobTexts.ended(server.ask(Request.get(path), "status"));
      String all = server.ask(logs(path, null), "logs").path("logs").asText("");
      String log = ended ? all : all.substring(0, all.lastIndexOf('\n') + 1);
      boolean grown = log.startsWith(shown);
      print(terminal, shown.isEmpty() ? lastLines(log) : log.substring(grown ? shown.length() : 0));
      shown = log;
      if (ended) return;
      server.pause().of(ROUND);
    }
  }

  private String lastLines(String log) {
    if (tail == null) return log;
    String[] lines = log.split("(?<=\n)");
    int from = Math.max(0, lines.length - tail);
    return String.join("", List.of(lines).subList(from, lines.length));
  }

  private static Request logs(String path, @Nullable Integer tail) {
    return Request.get(path + "/logs" + new Query().add("tail", tail));
  }

  /** As it is into a file or a pipe; harmless on a terminal. */
  private static void print(Terminal terminal, String text) {
    terminal.out().print(terminal.screen().columns() == 0 ? text : Text.plainLines(text));
    if (!text.isEmpty() && !text.endsWith("\n")) terminal.out().println();
    terminal.out().flush();
  }
}
