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

/** What a person keeps in {@code ~/.ffrtmp/config.yaml}; members that are not known are let be. */
final class ConfigFile {
  private static final int MOST_BYTES = 1 << 20;

  private final JsonNode members;

  private ConfigFile(JsonNode members) {
    this.members = members;
  }

  static ConfigFile readIfThere(Path path) {
    return Files.exists(path) ? read(path) : new ConfigFile(MissingNode.getInstance());
  }

  static ConfigFile read(Path path) {
    try {
      JsonNode root = new ObjectMapper(new YAMLFactory()).readTree(bytes(path));
      if (root.isObject() || root.isEmpty()) return new ConfigFile(root);
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

  String text(String member, String otherwise) {
    JsonNode value = members.path(member);
    return value.isValueNode() && !value.isNull() ? value.asText() : otherwise;
  }
}
