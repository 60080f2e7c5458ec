package ffrtmp.persistence.journal;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/** What happened to the sequencer. The stored names are for ever. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes(@Type(value = SequencerEvent.Reserved.class, name = "sequence-reserved"))
public sealed interface SequencerEvent {
  /** Numbers up to {@code last}, inclusive, are taken: a restart begins after it. */
  record Reserved(long last) implements SequencerEvent {}
}
