package ffrtmp.http.account;

import akka.util.ByteString;
import java.util.concurrent.CompletionStage;

/** What bodies cost whoever sends and asks for them; safe from any thread. */
public interface Toll {
  /** For bytes that are already there. */
  void pay(long bytes);

  /** For a piece of a stream; completes with it once it may go on. */
  CompletionStage<ByteString> paced(ByteString piece);
}
