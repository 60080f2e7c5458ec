package ffrtmp.protocol.port;

import java.util.List;

/** The cluster, as the member that is asked sees it. */
public interface Members {
  /** Every member that is known, itself among them; in order of their addresses. */
  List<MemberInfo> members();
}
