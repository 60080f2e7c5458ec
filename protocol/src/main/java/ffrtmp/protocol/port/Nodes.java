package ffrtmp.protocol.port;

import ffrtmp.protocol.Cause;
import ffrtmp.protocol.node.NodeId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The nodes, for whoever serves them. */
public interface Nodes {
  /**
   * @param tenant whose current jobs are named; absent: all
   */
  CompletionStage<List<NodeInfo>> list(@Nullable String tenant);

  /**
   * @param tenant whose current jobs are named; absent: all
   */
  CompletionStage<NodeAnswer> get(NodeId id, @Nullable String tenant);

  /** Takes no new job; past {@code deadline} from now its jobs are requeued. */
  CompletionStage<NodeAnswer> drain(NodeId id, @Nullable Duration deadline, Cause cause);

  CompletionStage<NodeAnswer> resume(NodeId id, Cause cause);

  CompletionStage<NodeAnswer> remove(NodeId id, Cause cause);
}
