package ffrtmp.ops.client.show;

/**
 * A column of a table.
 *
 * @param right whether its cells stand to the right
 * @param least to what width it may be cut; 0: never
 * @param order when it goes where there is no room: the greatest first, 0 never
 */
public record Column(String title, boolean right, int least, int order) {
  /** A column that always stays, whole. */
  public static Column text(String title) {
    return new Column(title, false, 0, 0);
  }

  public static Column number(String title) {
    return new Column(title, true, 0, 0);
  }

  /** The same, which goes where there is no room. */
  public Column leaving(int when) {
    return new Column(title, right, least, when);
  }

  /** The same, which may be cut. */
  public Column cutTo(int width) {
    return new Column(title, right, width, order);
  }
}
