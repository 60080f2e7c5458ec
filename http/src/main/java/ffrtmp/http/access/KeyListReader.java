package ffrtmp.http.access;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigValue;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text of a keys file, HOCON or JSON, whole or not at all: a file with one fault in it
 * might be the one that was to take a key back.
 */
final class KeyListReader {
  private static final Set<String> BLOCKS = Set.of("keys", "tenants", "certificates");
  private static final Set<String> KEY =
      Set.of("name", "role", "tenant", "node", "sha256", "created", "expires", "revoked");
  private static final Set<String> QUOTA = Set.of("running", "queued", "requests-per-second");

  private final String file;

  /**
   * @param file how faults call it
   */
  KeyListReader(String file) {
    this.file = file;
  }

  KeyList read(String text) throws KeysFileException {
    try {
      ConfigObject root = parse(text).root();
      for (var block : inOrder(root)) {
        if (BLOCKS.contains(block.getKey())) continue;
        throw FileEntry.fault(file, block.getValue(), "there is no block " + block.getKey());
      }
      Map<String, Key> keys = keys(root.get("keys"));
      return new KeyList(
          keys,
          tenants(root.get("tenants")),
          new CertificateEntries(file, keys.values()).read(root.get("certificates")));
    } catch (ConfigException e) {
      throw new KeysFileException(String.valueOf(e.getMessage()));
    } catch (StackOverflowError e) {
      throw new KeysFileException(file + " is nested too deeply");
    }
  }

  private Config parse(String text) {
    ConfigParseOptions options =
        ConfigParseOptions.defaults().setOriginDescription(file).setIncluder(new NoIncludes());
    return ConfigFactory.parseString(text, options).resolve(ConfigResolveOptions.noSystem());
  }

  private Map<String, Key> keys(@Nullable ConfigValue block) throws KeysFileException {
    Map<String, Key> keys = new LinkedHashMap<>();
    if (block == null) return keys;
    for (var entry : inOrder(object("keys", block))) {
      if (!Names.isId(entry.getKey())) {
        String form = "a key's id is 4 to 32 of the characters a-z 0-9, not " + entry.getKey();
        throw FileEntry.fault(file, entry.getValue(), form);
      }
      keys.put(entry.getKey(), key(entry.getKey(), entry.getValue()));
    }
    holdersAreOne(keys, (ConfigObject) block);
    return keys;
  }

  private Key key(String id, ConfigValue value) throws KeysFileException {
    FileEntry entry = new FileEntry(file, "key " + id, value);
    entry.allow(KEY);
    Key key =
        new Key(
            id,
            entry.holder(),
            entry.role(),
            entry.name("tenant"),
            entry.name("node"),
            entry.digest(),
            entry.time("created"),
            entry.time("expires"),
            entry.time("revoked"));
    entry.check(key.caller());
    return key;
  }

  /** Two keys of one name are one holder's, who owns what was submitted with either. */
  private void holdersAreOne(Map<String, Key> keys, ConfigObject block) throws KeysFileException {
    Map<String, Key> holders = new HashMap<>();
    for (Key key : keys.values()) {
      if (key.revoked() != null) continue;
      Key other = holders.putIfAbsent(key.name(), key);
      if (other == null || other.caller().equals(key.caller())) continue;
      String detail = "key %s: it is %s's like key %s, and differs in role, tenant or node";
      throw FileEntry.fault(
          file,
          Objects.requireNonNull(block.get(key.id())),
          detail.formatted(key.id(), key.name(), other.id()));
    }
  }

  private Map<String, TenantQuota> tenants(@Nullable ConfigValue block) throws KeysFileException {
    Map<String, TenantQuota> tenants = new LinkedHashMap<>();
    if (block == null) return tenants;
    for (var entry : inOrder(object("tenants", block))) {
      if (!Names.isName(entry.getKey()))
        throw FileEntry.fault(file, entry.getValue(), "a tenant's name is " + Names.FORM);
      tenants.put(entry.getKey(), quota(entry.getKey(), entry.getValue()));
    }
    return tenants;
  }

  private TenantQuota quota(String tenant, ConfigValue value) throws KeysFileException {
    FileEntry entry = new FileEntry(file, "tenant " + tenant, value);
    entry.allow(QUOTA);
    return new TenantQuota(
        entry.count("running"), entry.count("queued"), entry.number("requests-per-second"));
  }

  private ConfigObject object(String name, ConfigValue block) throws KeysFileException {
    return FileEntry.object(file, name, block);
  }

  /** As the file has them, so that the first fault is the topmost. */
  static List<Map.Entry<String, ConfigValue>> inOrder(ConfigObject members) {
    Comparator<Map.Entry<String, ConfigValue>> byLine =
        Comparator.comparingInt(entry -> entry.getValue().origin().lineNumber());
    return members.entrySet().stream()
        .sorted(byLine.thenComparing(Map.Entry.comparingByKey()))
        .toList();
  }

  /** One file is watched for changes, so it must be all there is. */
  private final class NoIncludes implements ConfigIncluder {
    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
      return this;
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
      throw new ConfigException.Generic(file + ": it includes " + what + ", and may not");
    }
  }
}
