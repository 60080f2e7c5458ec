package ffrtmp.persistence.log;

import ffrtmp.protocol.port.DownloadInfo;
import java.util.List;

/**
 * Downloads for a live feed.
 *
 * @param downloads as they are now, in the order of their last change
 * @param last ask for changes after this number next
 */
public record DownloadChanges(List<DownloadInfo> downloads, long last) {
  public DownloadChanges {
    downloads = List.copyOf(downloads);
  }
}
