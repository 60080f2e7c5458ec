package ffrtmp.node.doctor;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the flags can be meant together, by the rules of the server itself. */
public final class FlagsCheck implements Check {
  private static final String NAME = "flags";

  private final Supplier<Optional<String>> objection;

  /**
   * @param objection why a server with these flags would not start; empty: it would
   */
  public FlagsCheck(Supplier<Optional<String>> objection) {
    this.objection = objection;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public List<Finding> look() {
    return List.of(
        objection
            .get()
            .map(why -> Finding.fail(NAME, why, "correct the command line: it would not start"))
            .orElseGet(() -> Finding.ok(NAME, "a server or worker would start with them")));
  }
}
