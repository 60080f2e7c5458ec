package ffrtmp.protocol.port;

import java.util.List;

/** A download and its related sessions, the earliest first. */
public record DownloadDetail(DownloadInfo download, List<SessionInfo> sessions) {
  public DownloadDetail {
    sessions = List.copyOf(sessions);
  }
}
