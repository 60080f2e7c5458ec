package ffrtmp.http.access;

/**
 * What a key, or a client certificate, was made for. The first four each include what stands before
 * them; a worker's key is for the worker's own work and nothing else.
 */
public enum Role {
  /** Reads: jobs, nodes, downloads, live updates. */
  VIEWER,
  /** Also submits, pauses, resumes, cancels, retries and re-ranks jobs. */
  SUBMITTER,
  /** Also drains and removes nodes, and has logs read again. */
  OPERATOR,
  /** Also sees the cluster, and may act as any worker, since the old agents share its key. */
  ADMIN,
  /** Registers as one node, takes its jobs, and reports on them. */
  WORKER;

  /** Whether whoever has this role may do what {@code least} may. */
  public boolean includes(Role least) {
    if (this == WORKER || least == WORKER) return this == least || this == ADMIN;
    return compareTo(least) >= 0;
  }
}
