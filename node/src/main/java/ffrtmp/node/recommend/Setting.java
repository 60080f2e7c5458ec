package ffrtmp.node.recommend;

/**
 * One setting, by the name of its flag.
 *
 * @param name {@code rate-limit}: the flag is {@code --rate-limit}, the key {@code
 *     ffrtmp.rate-limit}
 * @param value a text or a whole number
 * @param why in a few words
 */
public record Setting(String name, Object value, String why) {
  /** As a command line has it. */
  public String flag() {
    return "--" + name + "=" + value;
  }
}
