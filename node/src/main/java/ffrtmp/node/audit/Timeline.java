package ffrtmp.node.audit;

import ffrtmp.persistence.audit.Lives;

/** Prints lives. */
interface Timeline extends Lives.Listener {
  /**
   * Nothing follows.
   *
   * @return whether every chain was whole
   */
  boolean end();
}
