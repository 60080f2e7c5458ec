package ffrtmp.ops.client.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.Terminal;
import ffrtmp.ops.client.show.Documents;
import ffrtmp.ops.client.show.Form;
import ffrtmp.ops.client.show.Text;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import picocli.CommandLine.Command;

/** Takes a node out. */
@Command(
    name = "remove",
    description = "Takes a node out that holds no job.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class NodeRemoveCommand extends NodeCommand {
  public NodeRemoveCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  JsonNode ask(Server server, String path) {
    return server.ask(Request.delete(path));
  }

  @Override
  void show(Terminal terminal, JsonNode said, Server server) {
    if (form() != Form.TABLE) Documents.print(said, form(), terminal.out());
    else terminal.out().println(Text.plain("node " + id + ": " + said.path("status").asText("")));
  }
}
