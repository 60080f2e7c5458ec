package ffrtmp.ops.client.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Server;
import picocli.CommandLine.Parameters;

/** A command to one node, which is named by its id or by a name that no other has. */
abstract class NodeCommand extends FormCommand {
  @Parameters(paramLabel = "ID", description = "Its id, or its name.")
  String id = "";

  NodeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /** What is asked of the node at this path. */
  abstract JsonNode ask(Server server, String path);

  @Override
  protected int run(Server server, Terminal terminal) {
    JsonNode said = ask(server, "/nodes/" + Query.segment(NodeName.id(server, id)));
    show(terminal, said, server);
    return DONE;
  }

  void show(Terminal terminal, JsonNode said, Server server) {
    showCard(terminal, said, node -> NodeTexts.card(node, server.clock().instant()));
  }
}
