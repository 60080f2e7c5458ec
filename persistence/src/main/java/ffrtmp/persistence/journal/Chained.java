package ffrtmp.persistence.journal;

import ffrtmp.protocol.job.JobEvent;
import ffrtmp.protocol.node.NodeEvent;

/**
 * Something stored together with its entity's link: serialised once, when the link was made, and
 * written as it is. One type for each family, since each has a serialiser of its own.
 */
@SuppressWarnings("ArrayRecordComponent") // from the entity to the journal, never compared
public sealed interface Chained {
  /** What it is without the link. */
  Object value();

  /** Of an event, its own; of a snapshot, that of the last event in it. */
  Link link();

  /** As stored, with the link. */
  byte[] stored();

  record OfJob(JobEvent value, Link link, byte[] stored) implements Chained {}

  record OfNode(NodeEvent value, Link link, byte[] stored) implements Chained {}

  /** Of a node, which alone has snapshots. */
  record OfSnapshot(Object value, Link link, byte[] stored) implements Chained {}

  /** What is no event is a snapshot. */
  static Chained of(Object value, Link link, byte[] stored) {
    if (value instanceof JobEvent event) return new OfJob(event, link, stored);
    if (value instanceof NodeEvent event) return new OfNode(event, link, stored);
    return new OfSnapshot(value, link, stored);
  }
}
