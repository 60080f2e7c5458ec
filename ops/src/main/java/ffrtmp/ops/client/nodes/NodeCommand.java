package ffrtmp.ops.client.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.FormCommand;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.Query;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine.Parameters;

/** A command to one node, which is named by its id or by a name that no other has. */
abstract class NodeCommand extends FormCommand {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  @Parameters(paramLabel = "ID", description = "Its id, or its name.")
  String id = "";

  NodeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  /** What is asked of the node at this path. */
  abstract JsonNode ask(Server server, String path);

  @Override
  protected int run(Server server, Terminal terminal) {
    JsonNode said = ask(server, "/nodes/" + Query.segment(resolved(server)));
    show(terminal, said, server);
    return DONE;
  }

  void show(Terminal terminal, JsonNode said, Server server) {
    showCard(terminal, said, node -> NodeTexts.card(node, server.clock().instant()));
  }

  private String resolved(Server server) {
    if (UUID_FORM.matcher(id).matches()) return id;
    List<String> found = new ArrayList<>();
    for (JsonNode node : server.ask(Request.get("/nodes"), "nodes").path("nodes")) {
      if (id.equals(NodeTexts.name(node)) || id.equals(node.path("id").asText())) {
        found.add(node.path("id").asText(""));
      }
    }
    if (found.size() == 1) return found.get(0);
    throw found.isEmpty()
        ? ClientFailure.refused("there is no node " + id, "nodes list shows them")
        : ClientFailure.refused(found.size() + " nodes are named " + id, "say which by its id");
  }
}
