package ffrtmp.ops.client.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import picocli.CommandLine.Command;

/** Every node. */
@Command(
    name = "list",
    description = "Shows every node, what it has and what it does.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class NodeListCommand extends FormCommand {
  public NodeListCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  protected int run(Server server, Terminal terminal) {
    JsonNode nodes = server.ask(Request.get("/nodes"), "nodes");
    showTable(terminal, nodes, said -> NodeTexts.table(said, server.clock().instant()));
    if (nodes.path("nodes").isEmpty()) server.tell("no nodes");
    return DONE;
  }
}
