package ffrtmp.http;

import akka.http.javadsl.model.HttpResponse;
import ffrtmp.http.json.MemberJson;
import ffrtmp.protocol.port.Members;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Shows the cluster. */
final class ClusterRoutes {
  private final Members members;

  ClusterRoutes(Members members) {
    this.members = members;
  }

  CompletionStage<HttpResponse> members(Exchange exchange) {
    return CompletableFuture.completedFuture(Answers.json(200, MemberJson.list(members.members())));
  }
}
