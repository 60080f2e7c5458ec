package ffrtmp.node.worker;

import java.util.LinkedHashSet;
import java.util.Set;

/** The last so many different things; the oldest is forgotten first. */
final class Recent<T> {
  private final int most;
  private final Set<T> things = new LinkedHashSet<>();

  Recent(int most) {
    this.most = most;
  }

  void add(T thing) {
    things.remove(thing);
    things.add(thing);
    if (things.size() > most) things.remove(things.iterator().next());
  }

  boolean contains(T thing) {
    return things.contains(thing);
  }
}
