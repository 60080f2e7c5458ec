package ffrtmp.http.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyListReaderTest {
  private static final String SHA = "ab".repeat(32);

  @Test
  void everyMemberOfAKeyAndOfAQuotaIsRead() throws KeysFileException {
    KeyList list =
        read(
            """
            keys {
              k1aa { name: ann, role: submitter, tenant: acme, sha256: "%s"
                     created: "2026-01-01T00:00:00Z", expires: "2027-01-01T01:00:00+01:00" }
              k2bb { name: w7, role: worker, node: host7, sha256: "%s" }
            }
            tenants { acme { running = 3, queued = 100, requests-per-second = 2.5 }, free {} }
            """
                .formatted(SHA, SHA));
    assertThat(list.keys().get("k1aa"))
        .isEqualTo(
            new Key(
                "k1aa",
                "ann",
                Role.SUBMITTER,
                "acme",
                null,
                SHA,
                Instant.parse("2026-01-01T00:00:00Z"),
                Instant.parse("2027-01-01T00:00:00Z"),
                null));
    assertThat(list.keys().get("k2bb").caller())
        .isEqualTo(new Caller("w7", Role.WORKER, null, "host7"));
    assertThat(list.tenants())
        .containsEntry("acme", new TenantQuota(3, 100, 2.5))
        .containsEntry("free", new TenantQuota(null, null, null));
  }

  @Test
  void jsonIsReadAsWell() throws KeysFileException {
    KeyList list =
        read(
            """
            {"keys": {"k1aa": {"name": "ann", "role": "viewer", "sha256": "%s"}}}
            """
                .formatted(SHA));
    assertThat(list.keys()).containsOnlyKeys("k1aa");
  }

  @Test
  void anEmptyFileLetsNobodyIn() throws KeysFileException {
    assertThat(read("").keys()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "keys { k1aa { role: viewer, sha256: SHA } } | line 2: key k1aa: name is missing",
        "keys { k1aa { name: ann, role: viewer } } | line 2: key k1aa: sha256 is missing",
        "keys { k1aa { name: ann, role: boss, sha256: SHA } } | line 2: key k1aa: role must be one of",
        "keys { k1aa { name: ann, role: viewer, sha256: abc } } | sha256 must be 64 hexadecimal",
        "keys { k1aa { name: 'a b', role: viewer, sha256: SHA } } | name must be 1 to 64",
        "keys { k1aa { name: scheduler, role: viewer, sha256: SHA } } | none that the audit uses",
        "keys { k1aa { name: ann, role: viewer, sha256: SHA, expire: x } } | there is no member expire",
        "keys { k1aa { name: ann, role: viewer, sha256: SHA, expires: soon } } | expires must be an RFC",
        "keys { k1aa { name: ann, role: worker, sha256: SHA, tenant: t } } | so it has no tenant",
        "keys { k1aa { name: ann, role: viewer, sha256: SHA, node: n } } | only a worker acts as a node",
        "certificates { c: { name: ann, role: king } } | role must be one of",
        "certificates { c: { name: ann, role: viewer, sha256: SHA } } | there is no member sha256",
        "certificates: [ c ] | certificates must be an object",
        "certificates { c: { name: a, role: viewer }, d: { name: a, role: admin } } | another role",
        "keys { K1 { name: ann, role: viewer, sha256: SHA } } | a key's id is 4 to 32",
        "keys { k1aa: 7 } | key k1aa must be an object",
        "keys: [] | keys must be an object",
        "kees {} | line 2: there is no block kees",
        "tenants { t { running = 0 } } | running must be a whole number from 1 on",
        "tenants { t { queued = 1.5 } } | queued must be a whole number from 1 on",
        "tenants { t { requests-per-second = -1 } } | requests-per-second must be a number greater",
        "tenants { t { runing = 1 } } | there is no member runing",
        "include \"other\" | may not",
        "keys { k1aa { name: ${X} } } | Could not resolve",
        "keys { | keys.conf",
      })
  void oneFaultIsToldWithItsPlaceAndRefusesTheWholeFile(String text, String fault) {
    String file = "\n" + text.replace("SHA", "\"" + SHA + "\"").replace('\'', '"');
    assertThatThrownBy(() -> read(file))
        .isInstanceOf(KeysFileException.class)
        .hasMessageContaining(fault)
        .hasMessageContaining("keys.conf")
        .hasMessageNotContaining(SHA);
  }

  @Test
  void liveKeysOfOneNameAreOneHoldersWithTheSameRights() throws KeysFileException {
    String two =
        """
        keys {
          k1aa { name: ann, role: viewer, sha256: "%s" %s }
          k2bb { name: ann, role: admin, sha256: "%s" }
        }
        """;
    assertThatThrownBy(() -> read(two.formatted(SHA, "", SHA)))
        .hasMessageContaining("line 3: key k2bb: it is ann's like key k1aa, and differs");
    String revoked = ", revoked: \"2026-01-01T00:00:00Z\"";
    assertThat(read(two.formatted(SHA, revoked, SHA)).keys()).hasSize(2);
  }

  private static KeyList read(String text) throws KeysFileException {
    return new KeyListReader("keys.conf").read(text);
  }
}
