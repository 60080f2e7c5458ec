package ffrtmp.persistence.read;

import ffrtmp.protocol.port.JobFilter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The query behind a list: one row more than the page, to know whether another follows.
 *
 * @param values for the question marks, in their order
 */
record JobListSql(String text, List<Object> values) {
  static final int SCENARIO_CHARS = 1000;

  static JobListSql of(JobFilter filter) {
    var conditions = new ArrayList<String>();
    var values = new ArrayList<>();
    if (!filter.statuses().isEmpty()) {
      var marks = String.join(", ", Collections.nCopies(filter.statuses().size(), "?"));
      conditions.add("status IN (" + marks + ")");
      filter.statuses().forEach(s -> values.add(s.name()));
    }
    if (filter.queue() != null) add("queue = ?", filter.queue().name(), conditions, values);
    if (filter.priority() != null) {
      add("priority = ?", filter.priority().name(), conditions, values);
    }
    if (filter.node() != null) add("node_id = ?", filter.node().toString(), conditions, values);
    if (filter.scenario() != null) add("scenario = ?", filter.scenario(), conditions, values);
    if (filter.tenant() != null) add("tenant_id = ?", filter.tenant(), conditions, values);
    if (filter.since() != null) {
      add("created_at >= ?", filter.since().toEpochMilli(), conditions, values);
    }
    if (filter.before() != null) add("sequence_number < ?", filter.before(), conditions, values);
    var where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    values.add(filter.limit() + 1);
    return new JobListSql(
        "SELECT id, state, revision FROM jobs" + where + " ORDER BY sequence_number DESC LIMIT ?",
        values);
  }

  private static void add(
      String condition, Object value, List<String> conditions, List<Object> values) {
    conditions.add(condition);
    values.add(value);
  }
}
