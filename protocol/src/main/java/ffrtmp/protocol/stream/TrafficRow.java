package ffrtmp.protocol.stream;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What a source's clients received in one span of time, as last known; a row for the same span
 * replaces it. Stored as an array under these positions, for ever: fields are only added, at the
 * end.
 *
 * @param start epoch second at which the span begins
 * @param bytes body bytes of requests that ended in the span
 * @param activeSeconds seconds of the span with at least one such byte
 * @param peakBytes such bytes in the greatest second
 * @param sessionBytes bytes sent by passthrough sessions that ended in the span, where no request
 *     shows the same bytes
 * @param sessionMillis the sum of those sessions' durations
 * @param receivedBytes bytes received from clients by all sessions that ended in the span
 * @param receivedMillis the sum of those sessions' durations
 */
@JsonFormat(shape = JsonFormat.Shape.ARRAY)
public record TrafficRow(
    @JsonProperty(index = 0) Grain grain,
    @JsonProperty(index = 1) long start,
    @JsonProperty(index = 2) long bytes,
    @JsonProperty(index = 3) long hitBytes,
    @JsonProperty(index = 4) long missBytes,
    @JsonProperty(index = 5) long requests,
    @JsonProperty(index = 6) long activeSeconds,
    @JsonProperty(index = 7) long peakBytes,
    @JsonProperty(index = 8) long sessionBytes,
    @JsonProperty(index = 9) long sessionMillis,
    @JsonProperty(index = 10) long receivedBytes,
    @JsonProperty(index = 11) long receivedMillis) {}
