package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.ops.client.ClientCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Documents;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Text;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Hands jobs in. Each goes under an idempotency key, one of its own making where none was given: so
 * asking again, as a server may want it, never makes a second job.
 */
@Command(
    name = "submit",
    description = "Hands in a job, or all of a file. Here --output is the job's; the form is -o.",
    mixinStandardHelpOptions = true,
    abbreviateSynopsis = true,
    sortOptions = false)
public final class JobSubmitCommand extends ClientCommand {
  @ArgGroup(validate = false, heading = "%nThe job:%n")
  JobFlags job = new JobFlags();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "A job in each line, as JSON; - for what is piped in.")
  @Nullable String file;

  @Option(
      names = "--idempotency-key",
      paramLabel = "KEY",
      description = "The same key again finds the same jobs, and makes no others.")
  @Nullable String idempotencyKey;

  @Option(names = "--wait", description = "Wait for its end; status 1 when it failed.")
  boolean wait;

  @Option(
      names = {"-f", "--follow"},
      description = "The same, and show its progress.")
  boolean follow;

  @Option(
      names = "-o",
      paramLabel = "FORM",
      description = "table, json or yaml (default: ${DEFAULT-VALUE}).")
  Form form = Form.TABLE;

  public JobSubmitCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected Form form() {
    return form;
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    ObjectNode wish = job.job();
    String key = key();
    if (file == null) return one(server, terminal, wish, key);
    if (!wish.isEmpty()) {
      throw ClientFailure.usage(
          "--file says all of each job: no other flag of a job goes with it", "");
    }
    if (follow) throw ClientFailure.usage("--follow shows one job", "for a file: --wait");
    return new JobFile(server, terminal, form, key).submit(file, wait);
  }

  private String key() {
    if (idempotencyKey == null) return "cli-" + UUID.randomUUID();
    if (idempotencyKey.matches("[ -~]{1,240}")) return idempotencyKey;
    throw ClientFailure.usage("--idempotency-key is 1 to 240 visible ASCII characters", "");
  }

  private int one(Server server, Terminal terminal, ObjectNode wish, String key) {
    if (wish.isEmpty()) {
      throw ClientFailure.usage(
          "there is no job to submit", "say --scenario, --input, … or --file");
    }
    Request request = Request.post("/jobs", wish.toString()).with("Idempotency-Key", key);
    JsonNode made = submit(server, request, key);
    if (follow) return Followed.untilEnd(server, terminal, JobTexts.id(made), this::show);
    if (!wait) {
      if (form == Form.TABLE) terminal.out().println(submitted(made));
      else Documents.print(made, form, terminal.out());
      return DONE;
    }
    JsonNode ended = new JobWatch(server, ignored -> {}).untilEnd(JobTexts.id(made));
    show(terminal, ended, server);
    return Followed.status(ended);
  }

  private static JsonNode submit(Server server, Request request, String key) {
    try {
      return server.ask(request, "id");
    } catch (ClientFailure e) {
      if (e.kind() != ClientFailure.Kind.UNREACHABLE || !e.sent()) throw e;
      throw e.hinting(
          "with --idempotency-key " + key + " it can be sent again without doubling it");
    }
  }

  private static String submitted(JsonNode job) {
    return Text.plain("submitted: job " + JobTexts.name(job) + "  " + JobTexts.id(job));
  }

  private void show(Terminal terminal, JsonNode said, Server server) {
    showCard(terminal, said, ended -> JobTexts.card(ended, server.clock().instant()));
  }
}
