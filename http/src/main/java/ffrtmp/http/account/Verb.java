package ffrtmp.http.account;

import akka.http.javadsl.model.HttpMethod;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A request's method as a label: those that HTTP knows, and one for all the others. */
enum Verb {
  GET,
  HEAD,
  POST,
  PUT,
  PATCH,
  DELETE,
  OPTIONS,
  OTHER,
  /** What was refused before it was a request. */
  UNMATCHED;

  private static final Verb[] ALL = values();
  private static final Map<String, Verb> BY_NAME =
      Stream.of(values())
          .filter(verb -> verb.compareTo(OTHER) < 0)
          .collect(Collectors.toUnmodifiableMap(Verb::name, Function.identity()));

  static Verb of(HttpMethod method) {
    return BY_NAME.getOrDefault(method.value(), OTHER);
  }

  /** A number within this process; it is never stored. */
  @SuppressWarnings("EnumOrdinal")
  int index() {
    return ordinal();
  }

  static Verb at(int index) {
    return ALL[index];
  }

  String label() {
    return this == UNMATCHED ? Accounts.UNMATCHED : name();
  }
}
