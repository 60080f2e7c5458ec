package ffrtmp.protocol.metric;

import static ffrtmp.protocol.metric.Kind.COUNTER;
import static ffrtmp.protocol.metric.Kind.GAUGE;
import static ffrtmp.protocol.metric.Kind.HISTOGRAM;
import static ffrtmp.protocol.metric.Kind.UNTYPED;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Every metric that a process of ours exposes; no name stands anywhere else. Scripts and dashboards
 * out there use these names, so they are for ever. The values of labels come from enums, route
 * templates and bounded sets alone.
 */
public enum Metric {
  // The API: whoever serves it.
  HTTP_REQUEST_BYTES(
      "scheduler_http_request_bytes_total",
      COUNTER,
      "Bytes of request bodies as received.",
      "method",
      "endpoint"),
  HTTP_RESPONSE_BYTES(
      "scheduler_http_response_bytes_total",
      COUNTER,
      "Bytes of response bodies as sent.",
      "method",
      "endpoint",
      "status"),
  HTTP_REQUEST_SIZE(
      "scheduler_http_request_size_bytes",
      Bounds.SIZES,
      "Size of request bodies.",
      "method",
      "endpoint"),
  HTTP_RESPONSE_SIZE(
      "scheduler_http_response_size_bytes",
      Bounds.SIZES,
      "Size of response bodies.",
      "method",
      "endpoint",
      "status"),
  HTTP_BANDWIDTH_BYTES(
      "scheduler_http_bandwidth_bytes_total",
      COUNTER,
      "Bytes of all bodies, inbound and outbound.",
      "direction"),
  HTTP_REQUESTS(
      "scheduler_http_requests_total", COUNTER, "Requests, refused and unmatched ones too."),
  HTTP_REQUEST_SIZE_AVERAGE(
      "scheduler_http_request_size_bytes_avg", GAUGE, "Mean size of request bodies."),
  HTTP_RESPONSE_SIZE_AVERAGE(
      "scheduler_http_response_size_bytes_avg", GAUGE, "Mean size of response bodies."),
  HTTP_CLIENT_BYTES(
      "scheduler_http_client_bytes_total",
      COUNTER,
      "Bytes of bodies by the name of the key or of the node; beyond the bound: other.",
      "client",
      "direction"),
  HTTP_COMPRESSED_BYTES(
      "scheduler_http_compressed_bytes_total",
      COUNTER,
      "Bytes of compressed bodies, before and after.",
      "direction",
      "form"),
  SSE_BYTES("scheduler_sse_bytes_total", COUNTER, "Bytes sent on live streams."),
  ACCESS_DENIED(
      "ffrtmp_access_denied_total",
      COUNTER,
      "Requests answered with 401 or 403, by why.",
      "reason"),
  RATE_LIMITED("ffrtmp_rate_limited_total", COUNTER, "Requests answered with 429.", "key_kind"),
  RATE_LIMIT_BUCKETS("ffrtmp_rate_limit_buckets", GAUGE, "Clients whose requests are limited now."),
  RATE_LIMIT_EVICTIONS(
      "ffrtmp_rate_limit_evictions_total",
      COUNTER,
      "Buckets that were forgotten before they were full, as there were too many."),
  HTTP_CONNECTIONS_CUT(
      "ffrtmp_http_connections_cut_total",
      COUNTER,
      "Connections that were ended by us, by why; idle is the usual end of one that was kept.",
      "reason"),
  HTTP_PACKED_REFUSED(
      "ffrtmp_http_packed_bodies_refused_total",
      COUNTER,
      "Bodies that came packed and were not unpacked, or not to their end, by why.",
      "reason"),
  SSE_STREAMS("ffrtmp_sse_streams", GAUGE, "Live streams that are open."),
  SSE_REFUSED(
      "ffrtmp_sse_refused_total", COUNTER, "Live streams refused since too many were open."),
  SSE_SLOW_READERS(
      "ffrtmp_sse_slow_readers_total",
      COUNTER,
      "Live streams cut off since their readers took nothing for too long."),

  // Workers that speak HTTP, each control node its own.
  HTTP_POLLS("ffrtmp_http_worker_polls", GAUGE, "Polls of workers that are open now."),
  HTTP_POLLS_SHORTENED(
      "ffrtmp_http_worker_polls_shortened_total",
      COUNTER,
      "Polls that were not let wait, since as many were open as the bound allows."),
  HTTP_HAND_OUTS(
      "ffrtmp_http_worker_hand_outs_total",
      COUNTER,
      "Attempts handed out by the answer to a poll, and those of them that left no sign.",
      "result"),

  // Jobs and nodes as the store has them: each control node tells the same.
  JOBS("ffrtmp_jobs_total", UNTYPED, "Jobs in each state now.", "state"),
  ACTIVE_JOBS("ffrtmp_active_jobs", GAUGE, "Jobs that are assigned or run."),
  QUEUE_LENGTH(
      "ffrtmp_queue_length",
      GAUGE,
      "Jobs that wait for a node, or for the time that they asked for."),
  QUEUE_BY_PRIORITY("ffrtmp_queue_by_priority", GAUGE, "Waiting jobs by priority.", "priority"),
  QUEUE_BY_TYPE("ffrtmp_queue_by_type", GAUGE, "Waiting jobs by queue.", "type"),
  QUEUE_OLDEST(
      "ffrtmp_scheduler_queue_oldest_seconds",
      GAUGE,
      "How long the job that has waited longest has waited."),
  NODES("ffrtmp_nodes_total", UNTYPED, "Nodes that are known now."),
  NODES_BY_STATUS("ffrtmp_nodes_by_status", GAUGE, "Nodes in each status now.", "status"),
  MASTER_JOBS("ffrtmp_master_jobs_total", UNTYPED, "Jobs in each state now.", "status"),
  MASTER_NODES("ffrtmp_master_nodes_total", UNTYPED, "Nodes in each status now.", "status"),
  PROJECTION_LAG(
      "ffrtmp_projection_lag_seconds", GAUGE, "How far the tables are behind the journal."),

  // What happened to jobs: whichever control node it happened on.
  JOB_DURATION(
      "ffrtmp_job_duration_seconds",
      Bounds.DURATIONS,
      "From the start of the last attempt to the end of the job.",
      "queue"),
  MASTER_JOB_DURATION(
      "ffrtmp_master_job_duration_seconds",
      Bounds.DURATIONS,
      "From the start of the last attempt to the end of the job, over all queues."),
  JOB_WAIT_TIME(
      "ffrtmp_job_wait_time_seconds",
      Bounds.DURATIONS,
      "From queueing, or the time that the job asked for, to assignment, of each attempt.",
      "queue"),
  JOB_RETRIES(
      "ffrtmp_job_retries_total", COUNTER, "Attempts that were followed by another.", "reason"),
  JOBS_FAILED("ffrtmp_jobs_failed_total", COUNTER, "Jobs that failed for good.", "reason"),
  JOBS_BY_ENGINE("ffrtmp_jobs_by_engine", UNTYPED, "Jobs accepted, by engine.", "engine"),
  JOBS_COMPLETED_BY_ENGINE(
      "ffrtmp_jobs_completed_by_engine", UNTYPED, "Jobs completed, by engine.", "engine"),
  JOURNAL_EVENTS("ffrtmp_journal_events_total", COUNTER, "Events written to the journal.", "kind"),

  // What is too old: the control node that looks for it.
  RETENTION_REMOVED(
      "ffrtmp_retention_removed_total",
      COUNTER,
      "Ended jobs taken out after their time: of the lists, of the journal.",
      "kind"),
  RETENTION_FAILURES(
      "ffrtmp_retention_failures_total",
      COUNTER,
      "Times that what was too old stayed: the store or the archive failed, or a journal is unreadable.",
      "reason"),
  RETENTION_LAST_ROUND(
      "ffrtmp_retention_last_round_timestamp_seconds",
      GAUGE,
      "When nothing too old was left, as seconds since 1970."),

  // The scheduler: the control node that has it.
  PLACEMENT_DECISIONS(
      "ffrtmp_placement_decisions_total",
      COUNTER,
      "Why a node was chosen, or a job left waiting.",
      "reason"),
  DISPATCH_LATENCY(
      "ffrtmp_dispatch_latency_seconds",
      Bounds.LATENCIES,
      "From queueing to assignment, where there was room at once.",
      "queue"),
  SCHEDULE_ATTEMPTS(
      "ffrtmp_schedule_attempts_total",
      COUNTER,
      "Offers of room: a job took it, none was there, or the dispatch was refused.",
      "result"),
  FAILOVERS(
      "ffrtmp_scheduler_failovers_total",
      COUNTER,
      "Times that this node took the scheduler over from another."),

  // The process.
  MASTER_UPTIME("ffrtmp_master_uptime_seconds", GAUGE, "Age of this control node's process."),
  CLUSTER_MEMBERS(
      "ffrtmp_cluster_members", GAUGE, "Members of the cluster as this node sees them.", "status"),

  // Workers.
  WORKER_CPU_USAGE(
      "ffrtmp_worker_cpu_usage", GAUGE, "Processor load of the machine, percent.", "node_id"),
  WORKER_MEMORY("ffrtmp_worker_memory_bytes", GAUGE, "Memory in use on the machine.", "node_id"),
  WORKER_ACTIVE_JOBS("ffrtmp_worker_active_jobs", GAUGE, "Attempts that run now.", "node_id"),
  WORKER_UPTIME("ffrtmp_worker_uptime_seconds", GAUGE, "Age of the worker's process.", "node_id"),
  WORKER_HAS_GPU("ffrtmp_worker_has_gpu", GAUGE, "1: the machine has a GPU.", "node_id"),
  WORKER_NVENC(
      "ffrtmp_worker_nvenc_available", GAUGE, "1: an nvenc encoder encoded frames.", "node_id"),
  WORKER_QSV("ffrtmp_worker_qsv_available", GAUGE, "1: a qsv encoder encoded frames.", "node_id"),
  WORKER_VAAPI(
      "ffrtmp_worker_vaapi_available", GAUGE, "1: a vaapi encoder encoded frames.", "node_id"),
  WORKER_INPUT_GENERATION_DURATION(
      "ffrtmp_worker_input_generation_duration_seconds",
      GAUGE,
      "How long the latest job with a generated input ran.",
      "node_id"),
  WORKER_INPUT_FILE_SIZE(
      "ffrtmp_worker_input_file_size_bytes", GAUGE, "Size of the latest job's input.", "node_id"),
  WORKER_BANDWIDTH_UTILIZATION(
      "ffrtmp_worker_bandwidth_utilization",
      GAUGE,
      "Busier direction of the network interface, percent of its speed.",
      "node_id"),
  WORKER_SLA_COMPLIANCE_RATE(
      "ffrtmp_worker_sla_compliance_rate",
      GAUGE,
      "Percent of finished jobs that the platform served as promised.",
      "node_id"),
  WORKER_HEARTBEATS(
      "ffrtmp_worker_heartbeats_total",
      COUNTER,
      "Signs of life that a control node has acknowledged.",
      "node_id"),
  WORKER_JOBS("ffrtmp_worker_jobs_total", COUNTER, "Attempts taken.", "node_id"),
  WORKER_JOBS_COMPLETED(
      "ffrtmp_worker_jobs_completed_total", COUNTER, "Attempts that succeeded.", "node_id"),
  WORKER_JOBS_FAILED(
      "ffrtmp_worker_jobs_failed_total", COUNTER, "Attempts that failed.", "node_id"),
  WORKER_JOBS_CANCELED(
      "ffrtmp_worker_jobs_canceled_total", COUNTER, "Attempts that were stopped.", "node_id"),
  WORKER_JOBS_CANCELED_GRACEFUL(
      "ffrtmp_worker_jobs_canceled_graceful_total",
      COUNTER,
      "Attempts that ended when they were asked to.",
      "node_id"),
  WORKER_JOBS_CANCELED_FORCEFUL(
      "ffrtmp_worker_jobs_canceled_forceful_total",
      COUNTER,
      "Attempts that had to be killed.",
      "node_id"),
  WORKER_SLA_COMPLIANT(
      "ffrtmp_worker_jobs_sla_compliant_total",
      COUNTER,
      "Finished jobs that the platform served as promised.",
      "node_id"),
  WORKER_SLA_VIOLATION(
      "ffrtmp_worker_jobs_sla_violation_total",
      COUNTER,
      "Finished jobs that the platform failed.",
      "node_id"),
  WORKER_INPUTS_GENERATED(
      "ffrtmp_worker_total_inputs_generated",
      UNTYPED,
      "Jobs whose input was generated and not read.",
      "node_id"),
  WORKER_GPU_USAGE(
      "ffrtmp_worker_gpu_usage", GAUGE, "Load of the GPU, percent.", "node_id", "gpu_model"),
  WORKER_POWER("ffrtmp_worker_power_watts", GAUGE, "Power drawn by the GPU.", "node_id"),
  WORKER_TEMPERATURE(
      "ffrtmp_worker_temperature_celsius", GAUGE, "Temperature of the GPU.", "node_id"),

  // Finished jobs, by the worker that ran them.
  JOB_INPUT_BYTES("ffrtmp_job_input_bytes_total", COUNTER, "Bytes of inputs.", "node_id"),
  JOB_OUTPUT_BYTES("ffrtmp_job_output_bytes_total", COUNTER, "Bytes of outputs.", "node_id"),
  JOB_LAST_INPUT_BYTES(
      "ffrtmp_job_last_input_bytes", GAUGE, "Bytes of the latest input.", "node_id"),
  JOB_LAST_OUTPUT_BYTES(
      "ffrtmp_job_last_output_bytes", GAUGE, "Bytes of the latest output.", "node_id"),
  JOB_LAST_BANDWIDTH(
      "ffrtmp_job_last_bandwidth_mbps",
      GAUGE,
      "Bytes read and written by the latest job over its time, in megabits per second.",
      "node_id"),
  JOB_CPU_SECONDS(
      "ffrtmp_job_cpu_seconds_total",
      COUNTER,
      "Processor time of jobs.",
      "node_id",
      "queue",
      "engine"),
  JOB_PEAK_MEMORY(
      "ffrtmp_job_peak_memory_bytes",
      GAUGE,
      "Peak memory of the latest job.",
      "node_id",
      "queue",
      "engine"),
  JOB_ENERGY(
      "ffrtmp_job_energy_joules_total",
      COUNTER,
      "Energy of the processor package while jobs ran.",
      "node_id",
      "queue",
      "engine"),
  QOE_VMAF("qoe_vmaf_score", GAUGE, "VMAF of the latest job, 0 to 100.", "scenario", "encoder"),
  QOE_PSNR("qoe_psnr_score", GAUGE, "PSNR of the latest job, decibels.", "scenario", "encoder"),
  QOE_SSIM("qoe_ssim_score", GAUGE, "SSIM of the latest job, 0 to 1.", "scenario", "encoder"),
  QOE_EFFICIENCY(
      "qoe_efficiency_score",
      GAUGE,
      "Output per resource of the latest job, 0 to 100.",
      "scenario",
      "encoder"),
  QOE_QUALITY_PER_WATT(
      "qoe_quality_per_watt",
      GAUGE,
      "Quality score of the latest job per watt of its mean power.",
      "scenario",
      "encoder"),
  FFMPEG_FPS("ffmpeg_fps", GAUGE, "Frames per second, as last told by an ffmpeg.", "node_id"),
  FFMPEG_SPEED(
      "ffmpeg_speed", GAUGE, "Seconds of media per second, as last told by an ffmpeg.", "node_id"),
  FFMPEG_DROPPED_FRAMES(
      "ffmpeg_dropped_frames_total", COUNTER, "Frames that ffmpeg dropped.", "node_id"),
  FFMPEG_BITRATE(
      "ffmpeg_current_bitrate_kbps",
      GAUGE,
      "Bit rate of an output, as last told by an ffmpeg.",
      "node_id"),

  // Cache logs and the network: whoever reads them.
  SESSION_DOWNLOAD_SPEED(
      "lancache_session_download_speed_bytes_per_second",
      Bounds.SPEEDS,
      "Download speed of sessions that ended.",
      "class"),
  SESSION_UPLOAD_SPEED(
      "lancache_session_upload_speed_bytes_per_second",
      Bounds.SPEEDS,
      "Upload speed of sessions that ended.",
      "class"),
  AVERAGE_DOWNLOAD_SPEED(
      "lancache_average_download_speed_bytes_per_second",
      GAUGE,
      "Mean speed of downloads over 7 days, over the seconds with traffic."),
  PEAK_DOWNLOAD_SPEED(
      "lancache_peak_download_speed_bytes_per_second", GAUGE, "Greatest second of 7 days."),
  NETWORK_RECEIVE(
      "lancache_network_receive_bytes_per_second",
      GAUGE,
      "Bytes per second that the network interface receives.",
      "interface"),
  NETWORK_TRANSMIT(
      "lancache_network_transmit_bytes_per_second",
      GAUGE,
      "Bytes per second that the network interface transmits.",
      "interface"),
  LANCACHE_SESSIONS(
      "lancache_sessions_total", COUNTER, "Sessions learnt from logs.", "class", "service"),
  LANCACHE_DOWNLOADS("lancache_downloads_total", COUNTER, "Downloads learnt from logs.", "service"),
  LANCACHE_DOWNLOAD_BYTES(
      "lancache_download_bytes_total",
      COUNTER,
      "Bytes of downloads, from the cache or from upstream.",
      "service",
      "result"),
  LOG_LINES(
      "lancache_log_lines_total",
      COUNTER,
      "Lines read from logs: good, or why they were not.",
      "source",
      "result"),
  LOG_LAG_BYTES(
      "lancache_log_lag_bytes", GAUGE, "Bytes of logs that are not read yet, as stored.", "source"),
  LOG_LAG_SECONDS(
      "lancache_log_lag_seconds",
      GAUGE,
      "Age of the newest line that was read, while there is more to read.",
      "source"),
  SESSIONS_LINKED(
      "lancache_sessions_linked_total",
      COUNTER,
      "Sessions that were found to belong to a download.",
      "method");

  private final String text;
  private final Kind kind;
  private final @Nullable Bounds bounds;
  private final String help;

  @SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
  private final List<String> labels;

  Metric(String text, Kind kind, String help, String... labels) {
    this(text, kind, null, help, labels);
  }

  Metric(String text, Bounds bounds, String help, String... labels) {
    this(text, HISTOGRAM, bounds, help, labels);
  }

  Metric(String text, Kind kind, @Nullable Bounds bounds, String help, String... labels) {
    this.text = text;
    this.kind = kind;
    this.bounds = bounds;
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

  /** Of a histogram's buckets; empty for whatever is none. */
  public List<Double> bounds() {
    return bounds == null ? List.of() : bounds.upper();
  }

  /** The place of the bucket that {@code value} falls into; past the last bound, their number. */
  public int bucket(double value) {
    List<Double> upper = bounds();
    int bucket = 0;
    while (bucket < upper.size() && value > upper.get(bucket)) bucket++;
    return bucket;
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
