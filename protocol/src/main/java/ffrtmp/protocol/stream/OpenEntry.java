package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * A piece of the correlator's open state, in the correlator's own encoding; the store only keeps
 * it. An entry with the same key replaces it.
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
@SuppressWarnings("ArrayRecordComponent") // handed over, never compared
public record OpenEntry(@JsonProperty(index = 0) long key, @JsonProperty(index = 1) byte[] value) {}
