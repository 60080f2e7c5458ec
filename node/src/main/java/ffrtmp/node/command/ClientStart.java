package ffrtmp.node.command;

import ffrtmp.ops.client.Client;
import ffrtmp.ops.client.Surroundings;
import java.time.Clock;

/** What the commands that ask a server take from this process. */
public final class ClientStart {
  private ClientStart() {}

  public static Surroundings surroundings() {
    return Client.surroundings(new PemContexts(), Clock.systemUTC());
  }
}
