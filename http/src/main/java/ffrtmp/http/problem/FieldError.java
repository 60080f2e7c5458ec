package ffrtmp.http.problem;

/**
 * One fault of a request.
 *
 * @param at a JSON pointer into the body, or a query parameter's name
 * @param inBody whether {@code at} is a pointer
 */
public record FieldError(String at, boolean inBody, String detail) {
  public static FieldError body(String pointer, String detail) {
    return new FieldError(pointer, true, detail);
  }

  public static FieldError query(String parameter, String detail) {
    return new FieldError(parameter, false, detail);
  }
}
