package ffrtmp.ops.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import ffrtmp.ops.client.wire.ClientFailure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Optional;
import java.util.Set;

/** What a person keeps in {@code ~/.ffrtmp/config.yaml}; members that are not known are let be. */
final class ConfigFile {
  private static final int MOST_BYTES = 1 << 20;

  private static final Set<PosixFilePermission> READABLE =
      Set.of(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_READ);

  private final Path path;
  private final JsonNode members;

  private ConfigFile(Path path, JsonNode members) {
    this.path = path;
    this.members = members;
  }

  static ConfigFile readIfThere(Path path) {
    return Files.exists(path) ? read(path) : new ConfigFile(path, MissingNode.getInstance());
  }

  static ConfigFile read(Path path) {
    try {
      JsonNode root = new ObjectMapper(new YAMLFactory()).readTree(bytes(path));
      if (root.isObject() || root.isEmpty()) return new ConfigFile(path, root);
      throw wrong(path, "is no list of names and values");
    } catch (JsonProcessingException e) {
      // the parser's own words may quote the line, and that may be the key
      throw wrong(path, "is no YAML, in line " + e.getLocation().getLineNr());
    } catch (IOException e) {
      throw wrong(path, "cannot be read");
    }
  }

  /** Bounded by what comes: neither a device nor a pipe has a size. */
  private static byte[] bytes(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) throw wrong(path, "is larger than 1 MiB");
      return bytes;
    }
  }

  private static ClientFailure wrong(Path path, String what) {
    return ClientFailure.usage(
        "the configuration file " + path + " " + what,
        "it may hold master_url, api_key, ca, cert, key");
  }

  /** What a person should know of it: that others can read a key out of it. */
  Optional<String> warning() {
    if (text("api_key", "").isEmpty() || !isReadByOthers()) return Optional.empty();
    return Optional.of(path + " holds a key and others may read it: chmod 600 " + path);
  }

  private boolean isReadByOthers() {
    try {
      return Files.getPosixFilePermissions(path).stream().anyMatch(READABLE::contains);
    } catch (UnsupportedOperationException | IOException e) {
      return false; // no such permissions here, or it has gone since it was read
    }
  }

  String text(String member, String otherwise) {
    JsonNode value = members.path(member);
    return value.isValueNode() && !value.isNull() ? value.asText() : otherwise;
  }
}
