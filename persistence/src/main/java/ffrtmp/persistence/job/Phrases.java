package ffrtmp.persistence.job;

import java.util.Locale;

/** Phases in the words of a refusal's detail. */
final class Phrases {
  private Phrases() {}

  static String of(JobState.Known job) {
    return job.status().name().toLowerCase(Locale.ROOT);
  }
}
