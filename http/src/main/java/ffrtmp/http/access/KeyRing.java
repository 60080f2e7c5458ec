package ffrtmp.http.access;

import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The keys that this server honours: the one of {@code --api-key}, and those of the keys file,
 * which {@link #refresh} reads again when it has changed. A file that turned bad changes nothing.
 */
public final class KeyRing {
  private static final Logger log = LoggerFactory.getLogger(KeyRing.class);
  private static final String NO_DIGEST = "0".repeat(64);

  private final byte @Nullable [] master;
  private final @Nullable KeysFile file;
  private final Clock clock;
  private final Denials denials;
  private volatile KeyList list = KeyList.EMPTY;
  private KeysFile.@Nullable Stamp read;
  private @Nullable String complained;

  private KeyRing(byte @Nullable [] master, @Nullable KeysFile file, Clock clock) {
    this.master = master;
    this.file = file;
    this.clock = clock;
    denials = new Denials(clock);
  }

  /**
   * @param master the key of {@code --api-key}; absent: none
   * @param path of the keys file; absent: none
   * @throws KeysFileException when the file cannot be used
   */
  public static KeyRing open(@Nullable String master, @Nullable Path path, Clock clock)
      throws KeysFileException {
    KeysFile file = path == null ? null : new KeysFile(path);
    KeyRing ring = new KeyRing(master == null ? null : Secret.digest(master), file, clock);
    if (file != null) {
      ring.read = file.stamp();
      ring.list = file.load();
    }
    return ring;
  }

  /** Whether keys may come and go while the process runs. */
  public boolean changes() {
    return file != null;
  }

  /** Whether nobody is asked for a key. */
  public boolean asksNobody() {
    return master == null && file == null;
  }

  /**
   * Who presents this key. An unknown id costs as much as a known one; digests are compared in
   * constant time, so that nothing of a secret can be found out by measuring.
   */
  public Admission admit(String presented) {
    boolean isMaster = MessageDigest.isEqual(Secret.digest(presented), or(master));
    int dot = presented.indexOf('.');
    Key key = dot < 0 ? null : list.keys().get(presented.substring(0, dot));
    byte[] wanted = HexFormat.of().parseHex(key == null ? NO_DIGEST : key.sha256());
    boolean matches = MessageDigest.isEqual(Secret.digest(presented.substring(dot + 1)), wanted);
    if (isMaster && master != null) return Admission.lasting(Caller.MASTER);
    if (key == null || !matches) return Admission.denied(Denial.UNKNOWN_KEY);
    return admit(key);
  }

  private Admission admit(Key key) {
    if (key.revoked() != null) return new Admission.Denied(Denial.REVOKED, key.id());
    if (key.expired(clock.instant())) return new Admission.Denied(Denial.EXPIRED, key.id());
    return new Admission.Admitted(key.caller(), () -> holder(key));
  }

  /** Who shows this certificate, which was held against our authorities at the handshake. */
  public Admission admit(X509Certificate certificate) {
    Certificates known = list.certificates();
    Optional<Caller> caller = known.callerOf(certificate);
    if (caller.isEmpty()) return Admission.denied(Denial.UNKNOWN_KEY);
    return new Admission.Admitted(caller.get(), () -> list.certificates().callerOf(certificate));
  }

  /** Another secret under the same id is another key. */
  private Optional<Caller> holder(Key admitted) {
    Instant now = clock.instant();
    return Optional.ofNullable(list.keys().get(admitted.id()))
        .filter(key -> key.sha256().equals(admitted.sha256()) && key.live(now))
        .map(Key::caller);
  }

  /** The quota of a tenant; empty: it has none. */
  public Optional<TenantQuota> quota(String tenant) {
    return Optional.ofNullable(list.tenants().get(tenant));
  }

  /** How many jobs may run at a time, for each tenant that has such a limit. */
  public Map<String, Integer> runningLimits() {
    return list.runningLimits();
  }

  /** Where refusals are counted and told. */
  public Denials denials() {
    return denials;
  }

  /** Looks whether the file has changed, and reads it again; to be called each second or so. */
  public synchronized void refresh() {
    if (file == null) return;
    // taken before reading: what is written meanwhile is another stamp
    KeysFile.Stamp now = file.stamp();
    if (Objects.equals(now, read)) return;
    try {
      take(file.load());
      read = now;
      complained = null;
    } catch (KeysFileException e) {
      String fault = String.valueOf(e.getMessage());
      if (!fault.equals(complained)) log.error("the keys stay as they were: {}", fault);
      complained = fault;
    }
  }

  private void take(KeyList next) {
    KeyList before = list;
    list = next;
    KeyChanges.between(before, next).forEach(Audit::keysFile);
    log.info("{} was read again: {} keys", file, next.keys().size());
  }

  private static byte[] or(byte @Nullable [] digest) {
    return digest == null ? new byte[32] : digest;
  }
}
