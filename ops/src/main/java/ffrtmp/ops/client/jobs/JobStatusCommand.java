package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Listing;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.Pages;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** One job, or all that have not ended. */
@Command(
    name = "status",
    description = "Shows a job, or without ID all that have not ended.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobStatusCommand extends FormCommand {
  private static final List<String> GOING =
      List.of("status=pending,queued,assigned,processing,paused");

  @Parameters(arity = "0..1", paramLabel = "ID", description = "Its id, or its sequence number.")
  @Nullable String id;

  @Option(
      names = {"-f", "--follow"},
      description = "Show its progress until it ends; status 1 when it failed.")
  boolean follow;

  public JobStatusCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    if (id == null) return list(server, terminal);
    if (follow) return Followed.untilEnd(server, terminal, id, this::show);
    show(terminal, server.ask(Request.get("/jobs/" + Query.segment(id)), "status"), server);
    return DONE;
  }

  private void show(Terminal terminal, JsonNode job, Server server) {
    showCard(terminal, job, said -> JobTexts.card(said, server.clock().instant()));
  }

  private int list(Server server, Terminal terminal) {
    if (follow) throw ClientFailure.usage("--follow needs the ID of a job", "");
    Instant now = server.clock().instant();
    JobFilter going = JobFilter.of(GOING, now);
    Pages pages = new Pages(server, "/jobs", "jobs", going.query(), Long.MAX_VALUE);
    try (Listing listing =
        new Listing(
            form(), "jobs", terminal.out(), terminal.screen(), jobs -> JobTexts.table(jobs, now))) {
      Optional<List<JsonNode>> page = pages.next();
      while (page.isPresent() && !listing.unheard()) {
        listing.page(page.get().stream().filter(going::matches).toList());
        page = pages.next();
      }
      if (listing.count() == 0) server.tell("every job has ended: jobs list shows them");
    }
    return DONE;
  }
}
