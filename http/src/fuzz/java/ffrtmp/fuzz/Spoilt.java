package ffrtmp.fuzz;

import ffrtmp.fuzz.OpenApi.Operation;
import java.nio.charset.StandardCharsets;

/**
 * A request as it goes over the wire.
 *
 * @param operation what it was made from
 * @param method as it is sent
 * @param described whether its answer must be one that the description has for the operation: only
 *     what stands in its parameters and its body was spoilt
 * @param whole whether it is a whole HTTP request, so that it must be answered
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Spoilt(Operation operation, String method, byte[] bytes, boolean described, boolean whole) {
  /** Its beginning, for a message. */
  @Override
  public String toString() {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    String shown = text.length() > 1500 ? text.substring(0, 1500) + "…" : text;
    return operation + " (" + bytes.length + " bytes)\n" + shown;
  }
}
