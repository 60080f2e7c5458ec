package ffrtmp.node.scheduler.core;

/** What became of a job that wanted a place, or of room that was offered. */
public enum Outcome {
  /** A job came, and a node had room for it. */
  ROOM_WAS_FREE,
  /** A node got room, and gave it to a waiting job. */
  ROOM_CAME_FREE,
  /** A job waits behind others that want the same. */
  BEHIND_OTHERS,
  /** A job waits, since no node that could run it has room. */
  NO_ROOM,
  /** A job waits, since no registered node could ever run it. */
  NO_SUCH_NODE,
  /** A job waits, since no node is registered. */
  NO_NODE,
  /** A job waits, since its tenant runs as many as it may. */
  TENANT_AT_LIMIT,
  /** A job waits for a time that was asked for, or for the end of its rest after a failure. */
  NOT_YET,
  /** A node offered room, and no job took it. */
  NOTHING_WAITS
}
