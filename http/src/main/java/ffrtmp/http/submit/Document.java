package ffrtmp.http.submit;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import ffrtmp.http.json.Json;
import java.io.IOException;
import java.util.Optional;

/**
 * Reads a whole body as JSON, and says in our own words why it is none: the parser names classes.
 */
final class Document {
  static final String NO_OBJECT = "must be a JSON object";

  private Document() {}

  /** Empty when it cannot be read; the fault is written down then. */
  static Optional<JsonNode> read(byte[] json, Faults faults) {
    return read(json, faults, Json::read);
  }

  /** The same where texts may be long: logs. */
  static Optional<JsonNode> readLong(byte[] json, Faults faults) {
    return read(json, faults, Json::readLong);
  }

  private static Optional<JsonNode> read(byte[] json, Faults faults, Reading reading) {
    try {
      return Optional.of(reading.read(json));
    } catch (StreamConstraintsException e) {
      faults.add("", "is nested too deeply, or a number, a name or a text in it is too long");
    } catch (JsonProcessingException e) {
      faults.add("", "is no JSON, or has a member twice" + place(e.getLocation()));
    } catch (IOException e) {
      faults.add("", "is no JSON in UTF-8");
    }
    return Optional.empty();
  }

  /** How bytes become JSON. */
  private interface Reading {
    JsonNode read(byte[] json) throws IOException;
  }

  private static String place(JsonLocation location) {
    return location == null
        ? ""
        : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
  }
}
