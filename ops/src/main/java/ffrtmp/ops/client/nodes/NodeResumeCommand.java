package ffrtmp.ops.client.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.Surroundings;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import picocli.CommandLine.Command;

/** Ends a drain. */
@Command(
    name = "resume",
    description = "Lets a drained node take jobs again.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
public final class NodeResumeCommand extends NodeCommand {
  public NodeResumeCommand(Surroundings surroundings) {
    super(surroundings);
  }

  @Override
  JsonNode ask(Server server, String path) {
    return server.ask(Request.post(path + "/resume"));
  }
}
