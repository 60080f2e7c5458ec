package ffrtmp.node.doctor;

import java.util.List;

/** How many files and connections a process may have open. */
public final class FileLimitCheck implements Check {
  private static final long LEAST = 1024;
  private static final long ENOUGH = 8192;

  private final long limit;

  /**
   * @param limit of this process; negative: it cannot be told
   */
  public FileLimitCheck(long limit) {
    this.limit = limit;
  }

  @Override
  public String name() {
    return "open files";
  }

  @Override
  public List<Finding> look() {
    if (limit < 0) return List.of(Finding.ok(name(), "the limit cannot be told here"));
    String found = "at most " + limit;
    String remedy = "LimitNOFILE=65536 in the systemd unit, or ulimit -n 65536";
    if (limit < LEAST)
      return List.of(Finding.fail(name(), found + ": a few clients use it up", remedy));
    return List.of(
        limit < ENOUGH
            ? Finding.warn(name(), found + ", and every connection is one", remedy)
            : Finding.ok(name(), found));
  }
}
