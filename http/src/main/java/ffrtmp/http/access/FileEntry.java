package ffrtmp.http.access;

import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One entry of the keys file, read member by member; what is wrong is told with its line. */
final class FileEntry {
  private static final int DIGEST_BYTES = 32;

  private final String file;
  private final String what;
  private final ConfigObject members;

  /**
   * @param what the entry in words: {@code key k1}
   */
  FileEntry(String file, String what, ConfigValue value) throws KeysFileException {
    this.file = file;
    this.what = what;
    if (!(value instanceof ConfigObject object)) {
      throw fault(file, value, what + " must be an object in braces");
    }
    members = object;
  }

  static KeysFileException fault(String file, ConfigValue at, String detail) {
    int line = at.origin().lineNumber();
    return new KeysFileException(file + (line > 0 ? ", line " + line : "") + ": " + detail);
  }

  static ConfigObject object(String file, String name, ConfigValue block) throws KeysFileException {
    if (block instanceof ConfigObject object) return object;
    throw fault(file, block, name + " must be an object in braces");
  }

  /** Refuses rights that contradict each other. */
  void check(Caller caller) throws KeysFileException {
    if (caller.role() == Role.WORKER && caller.tenant() != null)
      throw fault("a worker runs every tenant's jobs, so it has no tenant");
    if (caller.role() != Role.WORKER && caller.node() != null)
      throw fault("only a worker acts as a node");
  }

  KeysFileException fault(String detail) {
    return fault(file, members, what + ": " + detail);
  }

  /** A member that was misspelt would be a wish that nobody fulfils. */
  void allow(Set<String> names) throws KeysFileException {
    for (var member : members.entrySet()) {
      if (names.contains(member.getKey())) continue;
      throw fault(file, member.getValue(), what + ": there is no member " + member.getKey());
    }
  }

  @Nullable String text(String name) throws KeysFileException {
    ConfigValue value = members.get(name);
    if (value == null) return null;
    if (value.valueType() != ConfigValueType.STRING && value.valueType() != ConfigValueType.NUMBER)
      throw fault(file, value, what + ": " + name + " must be a text");
    return String.valueOf(value.unwrapped());
  }

  String required(String name) throws KeysFileException {
    String text = text(name);
    if (text == null) throw fault(name + " is missing");
    return text;
  }

  @Nullable String name(String member) throws KeysFileException {
    String text = text(member);
    if (text != null && !Names.isName(text)) throw bad(member, Names.FORM);
    return text;
  }

  String holder() throws KeysFileException {
    String text = required("name");
    if (!Names.isHolder(text)) throw bad("name", Names.FORM + ", and none that the audit uses");
    return text;
  }

  Role role() throws KeysFileException {
    String text = required("role");
    for (Role role : Role.values()) if (word(role).equals(text)) return role;
    String words =
        Arrays.stream(Role.values()).map(FileEntry::word).collect(Collectors.joining(", "));
    throw bad("role", "one of " + words);
  }

  String digest() throws KeysFileException {
    String text = required("sha256").toLowerCase(Locale.ROOT);
    if (!isDigest(text)) throw bad("sha256", "64 hexadecimal digits");
    return text;
  }

  @Nullable Instant time(String name) throws KeysFileException {
    String text = text(name);
    if (text == null) return null;
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw bad(name, "an RFC 3339 time such as 2027-01-31T12:00:00Z");
    }
  }

  @Nullable Integer count(String name) throws KeysFileException {
    ConfigValue value = members.get(name);
    if (value == null) return null;
    if (value.unwrapped() instanceof Integer count && count > 0) return count;
    throw bad(name, "a whole number from 1 on");
  }

  @Nullable Double number(String name) throws KeysFileException {
    ConfigValue value = members.get(name);
    if (value == null) return null;
    if (value.unwrapped() instanceof Number number && number.doubleValue() > 0) {
      return number.doubleValue();
    }
    throw bad(name, "a number greater than 0");
  }

  private KeysFileException bad(String name, String form) {
    ConfigValue value = members.get(name);
    return fault(file, value == null ? members : value, what + ": " + name + " must be " + form);
  }

  private static boolean isDigest(String text) {
    return text.length() == 2 * DIGEST_BYTES && text.chars().allMatch(HexFormat::isHexDigit);
  }

  static String word(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
