package ffrtmp.http.access;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigParseOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.parser.ConfigDocument;
import com.typesafe.config.parser.ConfigDocumentFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Changes a keys file: adds and takes back keys, and leaves everything else in it, comments too, as
 * it stands. Each change is read back before it replaces the file, whole, in one step; a server
 * that honours the file follows within a second or two.
 */
public final class KeysEditor {
  private static final String NEW_FILE =
      """
      # Who may use this server's API. Written by `ffrtmp keys`, and by hand; servers read it again
      # when it changes. The secrets are not in it, only their SHA-256.
      """;

  private final Path path;
  private final Clock clock;
  private final RandomGenerator random;

  /**
   * @param random has to be one that nobody can foretell
   */
  public KeysEditor(Path path, Clock clock, RandomGenerator random) {
    this.path = path;
    this.clock = clock;
    this.random = random;
  }

  /**
   * What a new key is to be.
   *
   * @param expires when it ends; absent: never
   */
  public record Wish(
      String name,
      Role role,
      @Nullable String tenant,
      @Nullable String node,
      @Nullable Instant expires) {}

  /**
   * A key that was just made.
   *
   * @param secret the whole key as its holder sends it; nobody can tell it again
   */
  public record Created(Key key, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
      return "Created[" + key.id() + "]";
    }
  }

  /** Adds a key to the file, which is made where there is none. */
  public Created create(Wish wish) throws KeysFileException, IOException {
    return Exclusive.on(path, () -> add(wish));
  }

  private Created add(Wish wish) throws KeysFileException, IOException {
    String before = Files.exists(path) ? new KeysFile(path).text() : NEW_FILE;
    String id = freeId(read(before).keys().keySet());
    String secret = Secret.create(random);
    Key key = key(id, wish, Secret.sha256(secret));
    String line = "{ " + members(key) + " }";
    replace(edit(before, document -> document.withValueText(place(id), line)));
    return new Created(key, id + "." + secret);
  }

  private String freeId(Set<String> taken) {
    String id = Secret.createId(random);
    while (taken.contains(id)) id = Secret.createId(random);
    return id;
  }

  /** Takes back the key of this id, or every live key of this name; what was taken back. */
  public List<Key> revoke(String nameOrId) throws KeysFileException, IOException {
    return Exclusive.on(path, () -> takeBack(nameOrId));
  }

  private List<Key> takeBack(String nameOrId) throws KeysFileException, IOException {
    String before = new KeysFile(path).text();
    Map<String, Key> known = read(before).keys();
    Key byId = known.get(nameOrId);
    Stream<Key> meant =
        byId == null
            ? known.values().stream().filter(key -> key.name().equals(nameOrId))
            : Stream.of(byId);
    List<Key> live = meant.filter(key -> key.revoked() == null).toList();
    if (!live.isEmpty()) replace(edit(before, document -> revoked(document, live)));
    return live;
  }

  private ConfigDocument revoked(ConfigDocument document, List<Key> keys) {
    String now = ConfigUtil.quoteString(now().toString());
    ConfigDocument changed = document;
    for (Key key : keys) changed = changed.withValueText(place(key.id()) + ".revoked", now);
    return changed;
  }

  /** Every key of the file, revoked ones too. */
  public Collection<Key> list() throws KeysFileException {
    return new KeysFile(path).load().keys().values();
  }

  private Key key(String id, Wish wish, String sha256) {
    return new Key(
        id,
        wish.name(),
        wish.role(),
        wish.tenant(),
        wish.node(),
        sha256,
        now(),
        wish.expires(),
        null);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS);
  }

  private static String place(String id) {
    return ConfigUtil.joinPath("keys", id);
  }

  private static String members(Key key) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("name", key.name());
    members.put("role", FileEntry.word(key.role()));
    put(members, "tenant", key.tenant());
    put(members, "node", key.node());
    members.put("sha256", key.sha256());
    put(members, "created", key.created());
    put(members, "expires", key.expires());
    StringBuilder text = new StringBuilder();
    members.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(name)
                .append(": ")
                .append(ConfigUtil.quoteString(value)));
    return text.toString();
  }

  private static void put(Map<String, String> members, String name, @Nullable Object value) {
    if (value != null) members.put(name, value.toString());
  }

  private KeyList read(String text) throws KeysFileException {
    return new KeyListReader(path.toString()).read(text);
  }

  private interface Change {
    ConfigDocument of(ConfigDocument document);
  }

  /** The changed text, which can be read. */
  private String edit(String before, Change change) throws KeysFileException {
    String after;
    try {
      ConfigParseOptions options =
          ConfigParseOptions.defaults().setOriginDescription(path.toString());
      after = change.of(ConfigDocumentFactory.parseString(before, options)).render();
    } catch (ConfigException e) {
      throw new KeysFileException(String.valueOf(e.getMessage()));
    }
    read(after);
    return after;
  }

  private void replace(String text) throws IOException {
    AtomicFile.replace(path, text.endsWith("\n") ? text : text + "\n");
  }
}
