package ffrtmp.persistence.journal;

import akka.persistence.typed.PersistenceId;
import ffrtmp.protocol.job.JobId;
import ffrtmp.protocol.node.NodeId;
import ffrtmp.protocol.stream.SourceName;
import java.util.Optional;

/** The names under which entities write their journals; they are stored, and so for ever. */
public final class JournalIds {
  private static final String JOB = "job|";
  private static final String NODE = "node|";

  /** What the names of log sources' journals begin with, and no others. */
  public static final String LOG = "log|";

  private JournalIds() {}

  public static PersistenceId of(JobId id) {
    return PersistenceId.ofUniqueId(JOB + id);
  }

  public static PersistenceId of(NodeId id) {
    return PersistenceId.ofUniqueId(NODE + id);
  }

  public static PersistenceId of(SourceName name) {
    return PersistenceId.ofUniqueId(LOG + name);
  }

  /** The job whose journal has this name; empty: it is no job's. */
  public static Optional<JobId> job(String persistenceId) {
    return persistenceId.startsWith(JOB)
        ? Optional.of(JobId.parse(persistenceId.substring(JOB.length())))
        : Optional.empty();
  }

  /** The node whose journal has this name; empty: it is no node's. */
  public static Optional<NodeId> node(String persistenceId) {
    return persistenceId.startsWith(NODE)
        ? Optional.of(NodeId.parse(persistenceId.substring(NODE.length())))
        : Optional.empty();
  }

  /** The log source whose journal has this name; empty: it is no log source's. */
  public static Optional<SourceName> source(String persistenceId) {
    return persistenceId.startsWith(LOG)
        ? Optional.of(new SourceName(persistenceId.substring(LOG.length())))
        : Optional.empty();
  }
}
