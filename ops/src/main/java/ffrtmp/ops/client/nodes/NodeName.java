package ffrtmp.ops.client.nodes;

import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.ops.client.wire.ClientFailure;
import ffrtmp.ops.client.wire.Request;
import ffrtmp.ops.client.wire.Server;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds the node that a person means: by its id, or by a name that no other has. */
public final class NodeName {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private NodeName() {}

  /**
   * The id of the node.
   *
   * @throws ClientFailure where no node or more than one is named so
   */
  public static String id(Server server, String said) {
    if (UUID_FORM.matcher(said).matches()) return said;
    List<String> found = new ArrayList<>();
    for (JsonNode node : server.ask(Request.get("/nodes"), "nodes").path("nodes")) {
      if (said.equals(NodeTexts.name(node)) || said.equals(node.path("id").asText())) {
        found.add(node.path("id").asText(""));
      }
    }
    if (found.size() == 1) return found.get(0);
    throw found.isEmpty()
        ? ClientFailure.refused("there is no node " + said, "nodes list shows them")
        : ClientFailure.refused(found.size() + " nodes are named " + said, "say which by its id");
  }
}
