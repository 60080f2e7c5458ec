package ffrtmp.ops.client.show;

/** Colours, by meaning. */
public enum Tint {
  NONE(""),
  GOOD("32"),
  BUSY("36"),
  WAITING("33"),
  BAD("31"),
  FAINT("2");

  private final String code;

  Tint(String code) {
    this.code = code;
  }

  /** The tint of a status of a job or a node. */
  public static Tint of(String status) {
    return switch (status) {
      case "completed", "available" -> GOOD;
      case "processing", "assigned", "busy" -> BUSY;
      case "pending", "queued", "paused", "draining" -> WAITING;
      case "failed", "offline" -> BAD;
      case "canceled" -> FAINT;
      default -> NONE;
    };
  }

  /** The text in this tint, where the screen has any. */
  public String on(String text, Screen screen) {
    return !screen.colour() || code.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
  }
}
