package ffrtmp.ops.client.show;

/**
 * What is written on.
 *
 * @param columns its width; 0: no end, as of a pipe or a file
 * @param colour whether colours are understood
 * @param live whether what was written can be written over
 * @param blocks whether it shows more than ASCII
 */
public record Screen(int columns, boolean colour, boolean live, boolean blocks) {
  /** A pipe or a file. */
  public static final Screen ENDLESS = new Screen(0, false, false, true);

  /** The same in another width. */
  public Screen wide(int other) {
    return new Screen(other, colour, live, blocks);
  }
}
