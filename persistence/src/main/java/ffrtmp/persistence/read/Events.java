package ffrtmp.persistence.read;

import akka.actor.typed.ActorSystem;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import ffrtmp.persistence.journal.Chained;
import ffrtmp.persistence.journal.Link;
import org.jspecify.annotations.Nullable;

/** Reads stored events back with the serialisers, and so the migrations, that the entities use. */
public final class Events {
  private final Serialization serialization;

  public Events(ActorSystem<?> system) {
    this.serialization = SerializationExtension.get(system);
  }

  /**
   * An event as it was stored.
   *
   * @param link the one that was stored with it; absent: it has none
   */
  public record Read(Object event, @Nullable Link link) {}

  /**
   * @throws IllegalStateException when the row cannot be read: newer than this code, or damaged
   */
  Object of(JournalTable.Row row) {
    return read(row).event();
  }

  /**
   * @throws IllegalStateException when the row cannot be read: newer than this code, or damaged
   */
  public Read read(JournalTable.Row row) {
    return read(row.persistenceId(), row.number(), row.serializer(), row.manifest(), row.payload());
  }

  /**
   * The event with {@code number} of one entity, as it was stored.
   *
   * @throws IllegalStateException when it cannot be read: newer than this code, or damaged
   */
  public Object of(
      String persistenceId, long number, int serializer, String manifest, byte[] payload) {
    return read(persistenceId, number, serializer, manifest, payload).event();
  }

  private Read read(
      String persistenceId, long number, int serializer, String manifest, byte[] payload) {
    var event = serialization.deserialize(payload, serializer, manifest);
    if (event.isFailure()) {
      throw new IllegalStateException(
          "Event %d of %s cannot be read".formatted(number, persistenceId), event.failed().get());
    }
    return event.get() instanceof Chained chained
        ? new Read(chained.value(), chained.link())
        : new Read(event.get(), null);
  }
}
