package ffrtmp.protocol.metric;

import java.util.List;

/**
 * Every metric that a process of ours exposes; no name stands anywhere else. Scripts and dashboards
 * out there use these names, so they are for ever. The values of labels come from enums, route
 * templates and bounded sets alone.
 */
public enum Metric {
  HTTP_REQUEST_BYTES(
      "scheduler_http_request_bytes_total",
      Kind.COUNTER,
      "Bytes of request bodies as received.",
      "method",
      "endpoint"),
  HTTP_RESPONSE_BYTES(
      "scheduler_http_response_bytes_total",
      Kind.COUNTER,
      "Bytes of response bodies as sent.",
      "method",
      "endpoint",
      "status"),
  HTTP_REQUEST_SIZE(
      "scheduler_http_request_size_bytes",
      Kind.HISTOGRAM,
      "Size of request bodies.",
      "method",
      "endpoint"),
  HTTP_RESPONSE_SIZE(
      "scheduler_http_response_size_bytes",
      Kind.HISTOGRAM,
      "Size of response bodies.",
      "method",
      "endpoint",
      "status"),
  HTTP_BANDWIDTH_BYTES(
      "scheduler_http_bandwidth_bytes_total",
      Kind.COUNTER,
      "Bytes of all bodies, inbound and outbound.",
      "direction"),
  HTTP_REQUESTS(
      "scheduler_http_requests_total", Kind.COUNTER, "Requests, refused and unmatched ones too."),
  HTTP_REQUEST_SIZE_AVERAGE(
      "scheduler_http_request_size_bytes_avg", Kind.GAUGE, "Mean size of request bodies."),
  HTTP_RESPONSE_SIZE_AVERAGE(
      "scheduler_http_response_size_bytes_avg", Kind.GAUGE, "Mean size of response bodies."),
  HTTP_CLIENT_BYTES(
      "scheduler_http_client_bytes_total",
      Kind.COUNTER,
      "Bytes of bodies by the name of the key or of the node; beyond the bound: other.",
      "client",
      "direction"),
  HTTP_COMPRESSED_BYTES(
      "scheduler_http_compressed_bytes_total",
      Kind.COUNTER,
      "Bytes of compressed bodies, before and after.",
      "direction",
      "form"),
  SSE_BYTES("scheduler_sse_bytes_total", Kind.COUNTER, "Bytes sent on live streams."),
  RATE_LIMITED(
      "ffrtmp_rate_limited_total", Kind.COUNTER, "Requests answered with 429.", "key_kind"),
  RATE_LIMIT_BUCKETS(
      "ffrtmp_rate_limit_buckets", Kind.GAUGE, "Clients whose requests are being limited."),
  RATE_LIMIT_EVICTIONS(
      "ffrtmp_rate_limit_evictions_total",
      Kind.COUNTER,
      "Buckets that were forgotten before they were full, as there were too many.");

  private final String text;
  private final Kind kind;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<String> labels;

  Metric(String text, Kind kind, String help, String... labels) {
    this.text = text;
    this.kind = kind;
    this.help = help;
    this.labels = List.of(labels);
  }

  /** The name as Prometheus has it. */
  public String text() {
    return text;
  }

  public Kind kind() {
    return kind;
  }

  /** One line for people. */
  public String help() {
    return help;
  }

  /** The names of its labels, in the order in which their values are told. */
  public List<String> labels() {
    return labels;
  }
}
