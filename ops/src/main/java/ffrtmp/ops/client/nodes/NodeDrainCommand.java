package ffrtmp.ops.client.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Times;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Empties a node. */
@Command(
    name = "drain",
    description = "Gives a node no new jobs, until it is resumed.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class NodeDrainCommand extends NodeCommand {
  @Option(
      names = "--deadline",
      paramLabel = "DURATION",
      description = "Its jobs run elsewhere after this (default: they may finish).")
  @Nullable String deadline;

  public NodeDrainCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  JsonNode ask(Server server, String path) {
    return server.ask(request(path + "/drain"));
  }

  private Request request(String path) {
    if (deadline == null) return Request.post(path);
    long seconds = Times.span("--deadline", deadline).toSeconds();
    return Request.post(path, "{\"deadline_seconds\":" + seconds + "}");
  }
}
