package ffrtmp.protocol;

/** Why a command was not carried out. The edge has one table from these to HTTP statuses. */
public enum Refusal {
  UNKNOWN_JOB,
  UNKNOWN_NODE,
  /** The job's phase does not allow the command. */
  WRONG_PHASE,
  /** The report or decision speaks of an attempt that is not the current one. */
  STALE_ATTEMPT,
  /** The node's registration has been replaced by a newer one. */
  STALE_EPOCH,
  /** The key was made for another node. */
  NOT_YOURS,
  /** The same idempotency key with another body. */
  KEY_REUSED,
  /** The node still holds jobs. */
  NODE_BUSY,
  /** The worker that holds the job cannot do this. */
  UNSUPPORTED,
  /** The store or the actor gave no definite answer in time; trying again is safe. */
  UNAVAILABLE
}
