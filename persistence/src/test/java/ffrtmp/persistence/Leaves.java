package ffrtmp.persistence;

import java.util.List;
import java.util.stream.Stream;

/** The records under a sealed interface, however deep. */
public final class Leaves {
  private Leaves() {}

  public static List<Class<?>> of(Class<?> sealed) {
    return stream(sealed).distinct().toList();
  }

  private static Stream<Class<?>> stream(Class<?> type) {
    return type.isSealed()
        ? Stream.of(type.getPermittedSubclasses()).flatMap(Leaves::stream)
        : Stream.of(type);
  }
}
