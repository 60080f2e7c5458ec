package ffrtmp.http;

import ffrtmp.http.access.Caller;
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
  private static final String LIST = "jobs";

  private JobFilters() {}

  /** What the query asks for, of what the caller may see. */
  static JobFilter read(QueryReader query, Caller caller) {
    Integer limit = query.integer("limit", 1, MOST);
    UUID node = query.uuid("node_id");
    return new JobFilter(
        query.allOf("status", JobStatus.class),
        query.oneOf("queue", Queue.class),
        query.oneOf("priority", Priority.class),
        node == null ? null : new NodeId(node),
        query.text("scenario", 256),
        caller.tenant(),
        query.instant("since"),
        limit == null ? USUAL : limit,
        before(query));
  }

  /** Where the page that ends before this sequence number goes on. */
  static String cursor(long before) {
    return Cursor.write(LIST, before);
  }

  private static @Nullable Long before(QueryReader query) {
    long[] place = query.cursor(LIST, 1);
    return place == null ? null : place[0];
  }
}
