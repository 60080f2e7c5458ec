package ffrtmp.protocol.port;

import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Whether this process lives and may be sent traffic. */
public interface Health {
  /** Each check's name and what is wrong with it; empty text: nothing. */
  CompletionStage<Map<String, String>> checks();
}
