package ffrtmp.streams.network;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Interfaces in memory. */
final class FakeInterfaces implements Interfaces {
  private final Map<String, Interface> known = new LinkedHashMap<>();
  int listed;

  void physical(String name, long received, long transmitted) {
    put(name, true, true, received, transmitted);
  }

  void put(String name, boolean physical, boolean up, long received, long transmitted) {
    known.put(name, new Interface(name, physical, up, new Counters(received, transmitted)));
  }

  void remove(String name) {
    known.remove(name);
  }

  @Override
  public List<Interface> all() {
    listed++;
    return List.copyOf(known.values());
  }

  @Override
  public Optional<Counters> counters(String name) {
    return Optional.ofNullable(known.get(name)).map(Interface::counters);
  }
}
