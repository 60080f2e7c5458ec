package ffrtmp.streams.correlate;

import java.util.ArrayList;
import java.util.List;

/** The downloads of one client and service, by rising number: candidates for its sessions. */
final class Party {
  final Id id;
  final List<Download> downloads = new ArrayList<>(2);

  Party(Id id) {
    this.id = id;
  }

  /** One client and one service. */
  record Id(String client, String service) {}
}
