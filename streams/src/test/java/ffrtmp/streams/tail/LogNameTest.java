package ffrtmp.streams.tail;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.streams.line.LogKind;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogNameTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "access.log.swp", ".access.log.swp", "access.log~", "access.log.tmp", "access.log.1.tmp",
        "error.log", "access.log.gz.tmp", "access.log.1~", "access.log.bak", "xaccess.log",
        "access.log.1.bz2", "access.log.", "access.log.-1"
      })
  void whatIsNoCacheLogIsLeftAlone(String name) {
    assertThat(LogName.parse(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "access.log, access.log",
    "access.log.1, access.log",
    "access.log.12.gz, access.log",
    "access.log.gz, access.log",
    "stream-access.log.3.zst, stream-access.log",
    "steam-access.log-20251220, steam-access.log",
    "access.log-20251220.gz, access.log",
    "access.log-20251220-1, access.log",
    "access.log.2025-12-20, access.log",
    "access.log-2025122013, access.log",
    "windows-update-access.log.1, windows-update-access.log"
  })
  void everyRotationBelongsToItsLog(String name, String series) {
    assertThat(LogName.parse(name)).map(LogName::series).contains(series);
  }

  @Test
  void theOldestComesFirst() {
    List<String> oldestFirst =
        List.of(
            "access.log-20251219-1.gz",
            "access.log-20251220",
            "access.log-20251220-1",
            "access.log-2025122013",
            "access.log.2025-12-21",
            "access.log.10.gz",
            "access.log.9.zst",
            "access.log.1",
            "access.log");
    assertThat(oldestFirst.stream().sorted(this::byAge)).isEqualTo(oldestFirst);
    assertThat(oldestFirst.stream().sorted().sorted(this::byAge)).isEqualTo(oldestFirst);
  }

  private int byAge(String one, String other) {
    return rotation(one).compareTo(rotation(other));
  }

  private static Rotation rotation(String name) {
    Optional<LogName> parsed = LogName.parse(name);
    return parsed.orElseThrow().rotation();
  }

  @ParameterizedTest
  @CsvSource({
    "access.log, ACCESS, ''",
    "stream-access.log, STREAM, ''",
    "steam-access.log, ACCESS, steam",
    "windows-update-access.log, ACCESS, wsus",
    "fallback-access.log, ACCESS, ''",
    "epicgames-access.log, ACCESS, epicgames",
    "anything.txt, ACCESS, ''"
  })
  void theNameTellsTheKindAndTheService(String name, LogKind kind, String hint) {
    assertThat(Series.of(3, name)).isEqualTo(new Series(3, name, kind, hint));
  }
}
