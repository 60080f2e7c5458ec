package ffrtmp.ops.client.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.ListFlags;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.nodes.NodeName;
import ffrtmp.ops.client.show.Listing;
import ffrtmp.ops.client.wire.Pages;
import ffrtmp.ops.client.wire.Server;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Jobs, the newest first. */
@Command(
    name = "list",
    description = "Shows jobs, the newest first.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class JobListCommand extends FormCommand {
  @Option(
      names = "--status",
      paramLabel = "STATUS",
      split = ",",
      hideParamSyntax = true,
      description =
          "pending, queued, assigned, processing, paused, completed, failed or canceled; may be repeated.")
  List<String> statuses = List.of();

  @Option(names = "--queue", paramLabel = "QUEUE", description = "live, default or batch.")
  @Nullable String queue;

  @Option(names = "--priority", paramLabel = "PRIORITY", description = "high, medium or low.")
  @Nullable String priority;

  @Option(
      names = "--node",
      paramLabel = "NODE",
      description = "On this node, by its id or its name.")
  @Nullable String node;

  @Option(names = "--scenario", paramLabel = "NAME", description = "Of this scenario.")
  @Nullable String scenario;

  @Option(
      names = "--since",
      paramLabel = "2h|TIME",
      description = "Submitted since then: 30m, 2h or 7d ago, or a time.")
  @Nullable String since;

  @Mixin ListFlags list = new ListFlags();

  public JobListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    Instant now = server.clock().instant();
    return print(server, terminal, filter(server, now), list.rows());
  }

  private JobFilter filter(Server server, Instant now) {
    JobFilter filter = new JobFilter();
    statuses.forEach(status -> filter.add("status", status, now));
    filter.add("queue", queue, now);
    filter.add("priority", priority, now);
    if (node != null) filter.add("node_id", NodeName.id(server, node), now);
    filter.add("scenario", scenario, now);
    filter.add("since", since, now);
    return filter;
  }

  private int print(Server server, Terminal terminal, JobFilter filter, long rows) {
    Instant now = server.clock().instant();
    Pages pages = new Pages(server, "/jobs", "jobs", filter.query(), rows);
    try (Listing listing =
        new Listing(
            form(), "jobs", terminal.out(), terminal.screen(), jobs -> JobTexts.table(jobs, now))) {
      Optional<List<JsonNode>> page = pages.next();
      while (page.isPresent()) {
        listing.page(page.get().stream().filter(filter::matches).toList());
        if (listing.unheard()) return DONE;
        page = pages.next();
      }
      if (listing.count() == 0) server.tell("no jobs" + (filter.isEmpty() ? "" : " of " + filter));
      else if (pages.more()) server.tell("there are more: --limit N, or --all");
    }
    return DONE;
  }
}
