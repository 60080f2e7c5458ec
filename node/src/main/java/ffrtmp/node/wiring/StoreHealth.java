package ffrtmp.node.wiring;

import ffrtmp.persistence.read.ReadTables;
import ffrtmp.protocol.port.Health;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/** Whether the store is in reach. */
final class StoreHealth implements Health {
  private final ReadTables tables;

  StoreHealth(ReadTables tables) {
    this.tables = tables;
  }

  @Override
  public CompletionStage<Map<String, String>> checks() {
    return tables
        .ping()
        .handle(
            (reached, failure) -> {
              boolean good = failure == null && reached;
              return Map.of("store", good ? "" : "the store gives no answer");
            });
  }
}
