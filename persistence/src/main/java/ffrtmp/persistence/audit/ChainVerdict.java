package ffrtmp.persistence.audit;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What is to be said of one event's link. */
public enum ChainVerdict {
  /** It follows from the link before and from the event. */
  WHOLE,
  /** It does not: this event was changed, or one before it was changed or taken out. */
  BROKEN,
  /** It has none, though an event before it has. */
  MISSING,
  /** It has none, and none before it has: it is older than the chains. */
  UNCHAINED;

  @JsonValue
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
