package ffrtmp.http.access;

import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of somebody who came to the door. */
public sealed interface Admission {
  /**
   * Let in.
   *
   * @param renewed whom the same credential stands for now; absent: it stands as long as the
   *     process
   */
  record Admitted(Caller caller, @Nullable Supplier<Optional<Caller>> renewed)
      implements Admission {
    /** Whether the credential can be taken back while the process runs. */
    public boolean revocable() {
      return renewed != null;
    }

    /** Whether it still stands for the same caller with the same rights. */
    public boolean stands() {
      return renewed == null || renewed.get().equals(Optional.of(caller));
    }
  }

  /**
   * Sent away.
   *
   * @param keyId of the key that was presented, where it is a known one
   */
  record Denied(Denial why, @Nullable String keyId) implements Admission {}

  static Admitted lasting(Caller caller) {
    return new Admitted(caller, null);
  }

  static Denied denied(Denial why) {
    return new Denied(why, null);
  }
}
