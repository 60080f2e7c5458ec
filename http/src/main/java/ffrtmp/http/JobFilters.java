package ffrtmp.http;

import ffrtmp.protocol.job.JobStatus;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.port.JobFilter;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads which jobs a list is to show. */
final class JobFilters {
  private static final int USUAL = 100;
  private static final int MOST = 500;

  private JobFilters() {}

  static JobFilter read(QueryReader query) {
    Integer limit = query.integer("limit", 1, MOST);
    UUID node = query.uuid("node_id");
    return new JobFilter(
        query.allOf("status", JobStatus.class),
        query.oneOf("queue", Queue.class),
        query.oneOf("priority", Priority.class),
        node == null ? null : new NodeId(node),
        query.text("scenario", 256),
        query.instant("since"),
        limit == null ? USUAL : limit,
        before(query));
  }

  private static @Nullable Long before(QueryReader query) {
    String cursor = query.text("cursor", 64);
    if (cursor == null) return null;
    Long before = Cursor.read(cursor).orElse(null);
    if (before == null) query.refuse("cursor", "is none that this server gave out");
    return before;
  }
}
