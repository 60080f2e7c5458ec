package ffrtmp.ops.client;

/** Jobs as servers write them. */
final class Jobs {
  static final String ID = "6f9e1a2b-3c4d-4e5f-8a6b-7c8d9e0f1a2b";

  private Jobs() {}

  static String job(String status, int progress) {
    return """
        {"id":"%s","sequence_number":42,"scenario":"1080p30-h264","status":"%s","queue":"live",\
        "priority":"high","progress":%d,"node_id":"1f19bace-faa3-3908-8fe2-eeb6278ead97",\
        "node_name":"north-1","attempt":1,"created_at":"2026-11-21T11:57:30.123456789Z",\
        "retry_count":0,"max_retries":3,\
        "progress_details":{"fps":118.4,"speed":3.94,"eta_seconds":12.5}}"""
        .formatted(ID, status, progress);
  }

  static String state(int id, String status, int progress) {
    return "id: " + id + "\nevent: state\ndata: " + job(status, progress);
  }

  static String progress(int percent) {
    return "event: progress\ndata: " + job("processing", percent);
  }

  static String page(String... jobs) {
    return "{\"count\":%d,\"jobs\":[%s]}".formatted(jobs.length, String.join(",", jobs));
  }
}
