package ffrtmp.persistence.read;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;

/** Reads stored events back with the serialisers, and so the migrations, that the entities use. */
final class Events {
  private final Serialization serialization;

  Events(ActorSystem<?> system) {
    this.serialization = SerializationExtension.get(system);
  }

  /**
   * @throws IllegalStateException when the row cannot be read: newer than this code, or damaged
   */
  Object of(JournalTable.Row row) {
    var event = serialization.deserialize(row.payload(), row.serializer(), row.manifest());
    if (event.isFailure()) {
      throw new IllegalStateException(
          "Event %d of %s cannot be read".formatted(row.number(), row.persistenceId()),
          event.failed().get());
    }
    return event.get();
  }
}
