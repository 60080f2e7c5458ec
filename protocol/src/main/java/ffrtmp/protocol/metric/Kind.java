package ffrtmp.protocol.metric;

/** What a metric is to Prometheus. */
public enum Kind {
  /** Only grows while the process lives. */
  COUNTER,
  GAUGE,
  HISTOGRAM,
  /** A name that older dashboards use and that breaks the naming rules: exposed without a type. */
  UNTYPED
}
