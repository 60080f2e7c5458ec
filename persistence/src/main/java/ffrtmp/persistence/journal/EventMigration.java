package ffrtmp.persistence.journal;

import akka.serialization.jackson.JacksonMigration;
import com.fasterxml.jackson.databind.JsonNode;

/**
 * The hook through which old events will be brought to today's form. Every family is at version 1:
 * nothing has changed yet. The next change raises {@link #currentVersion} of its family and keeps
 * the old JSON as a golden file.
 */
public abstract class EventMigration extends JacksonMigration {
  /** Events of jobs. */
  public static final class OfJobs extends EventMigration {}

  /** Events of nodes. */
  public static final class OfNodes extends EventMigration {}

  /** Snapshots of nodes. */
  public static final class OfNodeStates extends EventMigration {}

  /** Events of the sequencer. */
  public static final class OfSequencer extends EventMigration {}

  /** Events of log sources. */
  public static final class OfLogSources extends EventMigration {}

  /** Snapshots of log sources. */
  public static final class OfLogSourceStates extends EventMigration {}

  @Override
  public int currentVersion() {
    return 1;
  }

  @Override
  public JsonNode transform(int fromVersion, JsonNode json) {
    return json;
  }
}
