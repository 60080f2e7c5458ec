package ffrtmp.persistence.journal;

import akka.actor.typed.ActorSystem;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.EventSeq;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.SnapshotAdapter;
import akka.serialization.Serialization;
import akka.serialization.SerializationExtension;
import akka.serialization.Serializer;
import akka.serialization.Serializers;
import org.jspecify.annotations.Nullable;

/**
 * The chain over the events of one entity, which has one for as long as it lives: it gives each
 * event its link on the way to the journal, and learns on recovery how far the chain has come.
 *
 * <p>An event counts only once {@link #written} says that it is stored, so a write that failed
 * leaves the chain as it was. Events from before there were chains have no link and are passed by.
 */
public final class Chain<E, S> extends EventAdapter<E, Object> {
  private final Serialization serialization;
  private final Class<E> events;
  private final Class<S> states;
  private Link link;
  private @Nullable Link offered;

  public Chain(ActorSystem<?> system, PersistenceId id, Class<E> events, Class<S> states) {
    this.serialization = SerializationExtension.get(system);
    this.events = events;
    this.states = states;
    this.link = Link.first(id.id());
  }

  /** The first event of an entity's life, with its link. */
  static Chained first(Serialization serialization, PersistenceId id, Object event) {
    return linked(serialization, Link.first(id.id()), event);
  }

  /** The event that was given its link last is stored. */
  public void written() {
    if (offered != null) link = offered;
    offered = null;
  }

  @Override
  public Object toJournal(E event) {
    Chained chained = linked(serialization, link, event);
    offered = chained.link();
    return chained;
  }

  @Override
  public String manifest(E event) {
    return "";
  }

  @Override
  public EventSeq<E> fromJournal(Object stored, String manifest) {
    return EventSeq.single(events.cast(learnt(stored)));
  }

  /** For entities with snapshots: what is in one has its link there. */
  public SnapshotAdapter<S> snapshots() {
    return new SnapshotAdapter<>() {
      @Override
      public Object toJournal(S state) {
        // It is taken when its last event is stored, and before anybody is told so.
        Link last = offered == null ? link : offered;
        byte[] json = serialization.findSerializerFor(state).toBinary(state);
        return Chained.of(state, last, last.within(json));
      }

      @Override
      public S fromJournal(Object stored) {
        return states.cast(learnt(stored));
      }
    };
  }

  private Object learnt(Object stored) {
    if (!(stored instanceof Chained chained)) return stored;
    link = chained.link();
    offered = null;
    return chained.value();
  }

  private static Chained linked(Serialization serialization, Link before, Object event) {
    Serializer serializer = serialization.findSerializerFor(event);
    byte[] json = serializer.toBinary(event);
    String manifest = Serializers.manifestFor(serializer, event);
    Link link = before.next(serializer.identifier(), manifest, json);
    return Chained.of(event, link, link.within(json));
  }
}
