package ffrtmp.http.problem;

import java.util.Locale;

/**
 * One fault of a request.
 *
 * @param at a JSON pointer into the body, or the name of a query parameter or header
 */
public record FieldError(Place place, String at, String detail) {
  /** Where in a request a fault is; its name is the member that tells the place. */
  public enum Place {
    POINTER,
    PARAMETER,
    HEADER;

    String member() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public static FieldError body(String pointer, String detail) {
    return new FieldError(Place.POINTER, pointer, detail);
  }

  public static FieldError query(String parameter, String detail) {
    return new FieldError(Place.PARAMETER, parameter, detail);
  }

  public static FieldError header(String name, String detail) {
    return new FieldError(Place.HEADER, name, detail);
  }
}
