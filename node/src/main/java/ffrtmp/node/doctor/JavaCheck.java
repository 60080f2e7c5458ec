package ffrtmp.node.doctor;

import java.util.List;

/** The Java that this runs on, which is the one that the server would run on. */
public final class JavaCheck implements Check {
  private static final int LEAST = 17;

  private final int feature;
  private final String description;
  private final int parallelism;

  /**
   * @param feature its version: 17
   * @param description as it calls itself
   * @param parallelism threads of the JDK's common pool
   */
  public JavaCheck(int feature, String description, int parallelism) {
    this.feature = feature;
    this.description = description;
    this.parallelism = parallelism;
  }

  @Override
  public String name() {
    return "java";
  }

  @Override
  public List<Finding> look() {
    if (feature < LEAST) {
      return List.of(
          Finding.fail(name(), description + " is too old", "install a JDK, 17 or newer"));
    }
    if (parallelism < 2) {
      return List.of(
          Finding.warn(
              name(),
              description
                  + ", whose common pool has one thread: every asynchronous step starts one",
              "start by ./ffrtmp, or with -Djava.util.concurrent.ForkJoinPool.common.parallelism=2"));
    }
    return List.of(Finding.ok(name(), description));
  }
}
