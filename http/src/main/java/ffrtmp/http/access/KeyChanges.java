package ffrtmp.http.access;

import java.util.ArrayList;
import java.util.List;

/** What another reading of the keys file changed, in words without a secret. */
final class KeyChanges {
  private KeyChanges() {}

  static List<String> between(KeyList before, KeyList after) {
    List<String> changes = new ArrayList<>();
    for (Key key : after.keys().values()) {
      Key old = before.keys().get(key.id());
      if (old == null && key.revoked() == null) changes.add(of("came", key));
      if (old != null && !old.equals(key)) changes.add(of(word(old, key), key));
    }
    for (Key key : before.keys().values()) {
      if (!after.keys().containsKey(key.id())) changes.add(of("went", key));
    }
    if (!before.tenants().equals(after.tenants())) changes.add("the tenants' quotas changed");
    return changes;
  }

  private static String word(Key old, Key key) {
    return old.revoked() == null && key.revoked() != null ? "was revoked" : "changed";
  }

  private static String of(String what, Key key) {
    return "key %s of %s %s".formatted(key.id(), key.name(), what);
  }
}
