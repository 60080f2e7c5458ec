package ffrtmp.http.access;

import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the block of a keys file that says whose the certificates of clients are. */
final class CertificateEntries {
  private static final Set<String> MEMBERS = Set.of("name", "role", "tenant", "node");

  private final String file;
  private final Map<String, Caller> holders = new HashMap<>();

  /**
   * @param keys of the same file: a holder may have a key and a certificate, with the same rights
   */
  CertificateEntries(String file, Collection<Key> keys) {
    this.file = file;
    for (Key key : keys) if (key.revoked() == null) holders.put(key.name(), key.caller());
  }

  Certificates read(@Nullable ConfigValue block) throws KeysFileException {
    if (block == null) return Certificates.NONE;
    List<Certificates.Entry> entries = new ArrayList<>();
    for (var line : KeyListReader.inOrder(FileEntry.object(file, "certificates", block))) {
      String certificate = line.getKey();
      FileEntry entry = new FileEntry(file, "certificate " + certificate, line.getValue());
      entry.allow(MEMBERS);
      Caller caller =
          new Caller(entry.holder(), entry.role(), entry.name("tenant"), entry.name("node"));
      entry.check(caller);
      Caller other = holders.putIfAbsent(caller.name(), caller);
      if (other != null && !other.equals(caller)) {
        throw entry.fault(caller.name() + " stands above with another role, tenant or node");
      }
      entries.add(new Certificates.Entry(certificate, caller));
    }
    return new Certificates(entries);
  }
}
