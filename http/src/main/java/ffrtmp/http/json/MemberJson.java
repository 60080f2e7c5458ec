package ffrtmp.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import ffrtmp.protocol.port.MemberInfo;
import java.util.List;

/** The members of the cluster on the wire. */
public final class MemberJson {
  private MemberJson() {}

  public static ObjectNode list(List<MemberInfo> members) {
    ObjectNode json = Json.object();
    json.put("count", members.size());
    ArrayNode array = json.putArray("members");
    members.forEach(member -> array.add(Json.tree(member)));
    return json;
  }
}
