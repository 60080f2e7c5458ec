package ffrtmp.node.doctor;

import java.util.List;

/** The Java that this runs on, which is the one that the server would run on. */
public final class JavaCheck implements Check {
  private static final int LEAST = 17;

  private final int feature;
  private final String description;

  /**
   * @param feature its version: 17
   * @param description as it calls itself
   */
  public JavaCheck(int feature, String description) {
    this.feature = feature;
    this.description = description;
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
    return List.of(Finding.ok(name(), description));
  }
}
