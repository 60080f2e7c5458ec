package ffrtmp.ops.client.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import picocli.CommandLine.Command;

/** All of one node. */
@Command(
    name = "describe",
    description = "Shows all that is known of a node.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class NodeDescribeCommand extends NodeCommand {
  public NodeDescribeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  JsonNode ask(Server server, String path) {
    return server.ask(Request.get(path), "id");
  }
}
