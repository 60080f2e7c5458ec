package ffrtmp.http.submit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of one JSON object. A member that is absent, or null, reads as null; one that
 * is wrong is written into the faults under its pointer and reads as null too, so that one pass
 * finds every fault.
 */
final class Fields {
  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

  private final ObjectNode node;
  private final String pointer;
  private final Faults faults;
  private final Set<String> read = new HashSet<>();

  Fields(ObjectNode node, String pointer, Faults faults) {
    this.node = node;
    this.pointer = pointer;
    this.faults = faults;
  }

  /** Whether the member is there, right or wrong. */
  boolean has(String name) {
    return node.hasNonNull(name);
  }

  void refuse(String name, String detail) {
    faults.add(at(name), detail);
  }

  /** Names of members that nobody asked for, in order of the alphabet. */
  Set<String> unread() {
    Set<String> names = new TreeSet<>();
    node.fieldNames().forEachRemaining(names::add);
    names.removeAll(read);
    return names;
  }

  /** A text of 1 to {@code longest} characters, none of them a control character. */
  @Nullable String text(String name, int longest) {
    JsonNode value = member(name);
    if (value == null) return null;
    Optional<String> fault = Text.fault(value, longest);
    if (fault.isEmpty()) return value.textValue();
    refuse(name, fault.get());
    return null;
  }

  /** A text of a certain form; {@code form} tells it to people. */
  @Nullable String text(String name, Syntax syntax) {
    String value = text(name, syntax.longest());
    if (value == null || syntax.fits(value)) return value;
    refuse(name, syntax.form());
    return null;
  }

  /** One of an enum's names in lower case. */
  <E extends Enum<E>> @Nullable E oneOf(String name, Class<E> type) {
    String value = text(name, 64);
    if (value == null) return null;
    for (E constant : type.getEnumConstants()) {
      if (wire(constant).equals(value)) return constant;
    }
    List<String> names = Arrays.stream(type.getEnumConstants()).map(Fields::wire).toList();
    refuse(name, "must be one of " + String.join(", ", names));
    return null;
  }

  @Nullable Integer integer(String name, int least, int most) {
    Long value = whole(name, least, most);
    return value == null ? null : Math.toIntExact(value);
  }

  /** A whole number; {@code 3.0} is one. */
  @Nullable Long whole(String name, long least, long most) {
    JsonNode value = member(name);
    if (value == null) return null;
    boolean fits =
        value.isNumber() && value.canConvertToExactIntegral() && value.canConvertToLong();
    if (fits && value.longValue() >= least && value.longValue() <= most) return value.longValue();
    refuse(name, "must be a whole number from " + least + " to " + most);
    return null;
  }

  @Nullable Double number(String name, Range range) {
    JsonNode value = member(name);
    if (value == null) return null;
    if (value.isNumber() && range.holds(value.doubleValue())) return value.doubleValue();
    refuse(name, range.form());
    return null;
  }

  @Nullable Boolean flag(String name) {
    JsonNode value = member(name);
    if (value == null) return null;
    if (value.isBoolean()) return value.booleanValue();
    refuse(name, "must be true or false");
    return null;
  }

  /** The members of an object; null when it is absent or none. */
  @Nullable Fields object(String name) {
    JsonNode value = member(name);
    if (value == null) return null;
    if (value instanceof ObjectNode object) return new Fields(object, at(name), faults);
    refuse(name, "must be an object");
    return null;
  }

  /** A list of objects, 1 to {@code most}; null when it is absent or none. */
  @Nullable List<Fields> objects(String name, int most) {
    JsonNode value = member(name);
    if (value == null) return null;
    if (!value.isArray() || value.isEmpty() || value.size() > most) {
      refuse(name, "must be a list of 1 to " + most + " objects");
      return null;
    }
    List<Fields> list = new ArrayList<>();
    for (int i = 0; i < value.size(); i++) {
      if (value.get(i) instanceof ObjectNode object) {
        list.add(new Fields(object, at(name) + "/" + i, faults));
      } else {
        faults.add(at(name) + "/" + i, "must be an object");
      }
    }
    return list;
  }

  /** A list of objects, up to {@code most}; absent counts as empty. */
  List<Fields> anyObjects(String name, int most) {
    JsonNode value = member(name);
    if (value == null || (value.isArray() && value.isEmpty())) return List.of();
    List<Fields> objects = objects(name, most);
    return objects == null ? List.of() : objects;
  }

  /** A UUID that must be there. */
  @Nullable UUID uuid(String name) {
    String text = text(name, 64);
    if (text == null && !has(name)) refuse(name, "must be there");
    if (text == null) return null;
    if (UUID_FORM.matcher(text).matches()) return UUID.fromString(text);
    refuse(name, "must be a UUID");
    return null;
  }

  /** A list of texts of one form, each once. */
  Set<String> texts(String name, Syntax syntax, int most) {
    JsonNode value = member(name);
    if (value == null) return Set.of();
    if (!value.isArray() || value.size() > most) {
      refuse(name, "must be a list of at most " + most + " names");
      return Set.of();
    }
    Set<String> texts = new LinkedHashSet<>();
    for (int i = 0; i < value.size(); i++) {
      element(value.get(i), at(name) + "/" + i, syntax, texts);
    }
    return texts;
  }

  private void element(JsonNode value, String place, Syntax syntax, Set<String> into) {
    String fault = Text.fault(value, syntax.longest()).orElse(null);
    if (fault != null) faults.add(place, fault);
    else if (!syntax.fits(value.textValue())) faults.add(place, syntax.form());
    else into.add(value.textValue());
  }

  /** An object whose members are all texts. */
  Map<String, String> map(String name, Syntax keys, int longest, int most) {
    Fields object = object(name);
    if (object == null) return Map.of();
    if (object.node.size() > most) {
      refuse(name, "must have at most " + most + " members");
      return Map.of();
    }
    Map<String, String> map = new LinkedHashMap<>();
    for (String key : object.unread()) {
      String value = object.text(key, longest);
      if (!keys.fits(key)) object.refuse(key, "its name " + keys.form());
      else if (value != null) map.put(key, value);
    }
    return map;
  }

  private @Nullable JsonNode member(String name) {
    read.add(name);
    JsonNode value = node.get(name);
    return value == null || value.isNull() ? null : value;
  }

  /** A JSON pointer as RFC 6901 writes it. */
  private String at(String name) {
    return pointer + "/" + Text.shown(name).replace("~", "~0").replace("/", "~1");
  }

  private static String wire(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  /**
   * Numbers of a range.
   *
   * @param above the bound below, itself only allowed when {@code inclusive}
   */
  record Range(double above, boolean inclusive, double most) {
    boolean holds(double value) {
      return (inclusive ? value >= above : value > above) && value <= most;
    }

    String form() {
      return "must be a number "
          + (inclusive ? "from " : "above ")
          + plain(above)
          + (inclusive ? " to " : " and at most ")
          + plain(most);
    }

    private static String plain(double value) {
      return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
    }
  }
}
