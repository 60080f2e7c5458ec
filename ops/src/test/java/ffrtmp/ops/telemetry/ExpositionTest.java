package ffrtmp.ops.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.protocol.metric.Metric;
import ffrtmp.protocol.metric.Reading;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExpositionTest {
  private final Exposition exposition = new Exposition();

  @Test
  void aFamilyIsHeadedOnceWhoeverTellsItsSeries() {
    exposition.join(to -> to.accept(value(Metric.JOBS, 3, "queued")));
    exposition.join(to -> to.accept(value(Metric.JOBS, 1, "failed")));

    assertThat(exposition.page())
        .isEqualTo(
            """
            # HELP ffrtmp_jobs_total Jobs in each state now.
            # TYPE ffrtmp_jobs_total untyped
            ffrtmp_jobs_total{state="failed"} 1
            ffrtmp_jobs_total{state="queued"} 3
            """);
  }

  @Test
  void aHistogramIsCumulativeAndItsBoundsAreWrittenPlain() {
    exposition.join(
        to ->
            to.accept(
                new Reading.Distribution(
                    Metric.HTTP_REQUEST_SIZE,
                    List.of("GET", "/jobs"),
                    List.of(0.5, 100.0, 1e8),
                    List.of(1L, 2L, 0L, 4L),
                    0.25)));

    assertThat(exposition.page().lines().skip(2))
        .containsExactly(
            "scheduler_http_request_size_bytes_bucket{method=\"GET\",endpoint=\"/jobs\",le=\"0.5\"} 1",
            "scheduler_http_request_size_bytes_bucket{method=\"GET\",endpoint=\"/jobs\",le=\"100\"} 3",
            "scheduler_http_request_size_bytes_bucket{method=\"GET\",endpoint=\"/jobs\",le=\"100000000\"} 3",
            "scheduler_http_request_size_bytes_bucket{method=\"GET\",endpoint=\"/jobs\",le=\"+Inf\"} 7",
            "scheduler_http_request_size_bytes_sum{method=\"GET\",endpoint=\"/jobs\"} 0.25",
            "scheduler_http_request_size_bytes_count{method=\"GET\",endpoint=\"/jobs\"} 7");
  }

  @Test
  void whatALabelMayHoldIsEscaped() {
    exposition.join(to -> to.accept(value(Metric.LOG_LAG_BYTES, 0, "a\"b\\c\nd")));

    assertThat(exposition.page()).contains("{source=\"a\\\"b\\\\c\\nd\"} 0\n");
  }

  @Test
  void numbersLoseNothing() {
    assertThat(TextFormat.number(0)).isEqualTo("0");
    assertThat(TextFormat.number(1e10)).isEqualTo("10000000000");
    assertThat(TextFormat.number(0.1)).isEqualTo("0.1");
    assertThat(TextFormat.number(1.5e-7)).isEqualTo("0.00000015");
    assertThat(TextFormat.number(9007199254740991.0)).isEqualTo("9007199254740991");
    assertThat(TextFormat.number(Double.NaN)).isEqualTo("NaN");
    assertThat(TextFormat.number(Double.NEGATIVE_INFINITY)).isEqualTo("-Inf");
  }

  @Test
  void aSeriesThatTwoTellStandsOnceAndTheFirstCounts() {
    exposition.join(to -> to.accept(value(Metric.ACTIVE_JOBS, 1)));
    exposition.join(to -> to.accept(value(Metric.ACTIVE_JOBS, 2)));

    assertThat(exposition.page().lines().skip(2)).containsExactly("ffrtmp_active_jobs 1");
  }

  @Test
  void readingsThatFailAreLeftOutWhole() {
    exposition.join(
        to -> {
          to.accept(value(Metric.QUEUE_LENGTH, 1));
          throw new IllegalStateException("the store gives no answer");
        });
    exposition.join(to -> to.accept(value(Metric.ACTIVE_JOBS, 1)));

    assertThat(exposition.page())
        .contains("ffrtmp_active_jobs 1\n")
        .doesNotContain("ffrtmp_queue_length");
  }

  @Test
  void aSeriesWithTheWrongNumberOfLabelsIsLeftOut() {
    exposition.join(to -> to.accept(value(Metric.JOBS, 1)));
    exposition.join(to -> to.accept(value(Metric.ACTIVE_JOBS, 1)));

    assertThat(exposition.page()).doesNotContain("ffrtmp_jobs_total").contains("ffrtmp_active");
  }

  @Test
  void whoLeavesIsToldNoMore() {
    Exposition.Membership one = exposition.join(to -> to.accept(value(Metric.ACTIVE_JOBS, 1)));
    one.close();

    assertThat(exposition.page()).isEmpty();
  }

  private static Reading value(Metric metric, double value, String... labels) {
    return new Reading.Value(metric, List.of(labels), value);
  }
}
