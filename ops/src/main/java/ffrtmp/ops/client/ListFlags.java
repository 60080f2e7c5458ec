package ffrtmp.ops.client;

import ffrtmp.ops.client.wire.ClientFailure;
import picocli.CommandLine.Option;

/** How much of a list is wanted. */
public final class ListFlags {
  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "How many at the most (default: ${DEFAULT-VALUE}).")
  long limit = 100;

  @Option(names = "--all", description = "All of them, page by page.")
  boolean all;

  /** Rows in all. */
  public long rows() {
    if (all) return Long.MAX_VALUE;
    if (limit < 1) throw ClientFailure.usage("--limit must be at least 1", "all of them: --all");
    return limit;
  }
}
