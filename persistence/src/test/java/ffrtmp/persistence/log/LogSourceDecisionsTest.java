package ffrtmp.persistence.log;

import static ffrtmp.persistence.Samples.CALLER;
import static ffrtmp.persistence.Samples.T0;
import static ffrtmp.persistence.log.LogSamples.PATH;
import static ffrtmp.persistence.log.LogSamples.READER;
import static ffrtmp.persistence.log.LogSamples.empty;
import static ffrtmp.persistence.log.LogSamples.file;
import static ffrtmp.persistence.log.LogSamples.full;
import static ffrtmp.persistence.log.LogSamples.report;
import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.persistence.Leaves;
import ffrtmp.protocol.stream.FilePosition;
import ffrtmp.protocol.stream.LogBatch;
import ffrtmp.protocol.stream.LogReply;
import ffrtmp.protocol.stream.LogSourceCommand;
import ffrtmp.protocol.stream.LogSourceEvent;
import ffrtmp.protocol.stream.OpenEntry;
import ffrtmp.protocol.stream.SourceReport;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogSourceDecisionsTest {
  private static final String OTHER = "node-2/1";

  private LogSourceState state = new LogSourceState.Absent();
  private boolean heard = true;
  private int events;

  @Test
  void aFirstReaderOpensAtTheBeginning() {
    var opened = (LogReply.Opened) open(READER);
    assertThat(opened.epoch()).isEqualTo(1);
    assertThat(opened.batch()).isZero();
    assertThat(opened.report().path()).isEqualTo(PATH);
    assertThat(opened.files()).isEmpty();
    assertThat(opened.open()).isEmpty();
  }

  @Test
  void anotherReaderStandsByWhileTheOwnerIsHeard() {
    open(READER);
    assertThat(open(OTHER)).isEqualTo(new LogReply.Busy(READER));
    heard = false;
    assertThat(((LogReply.Opened) open(OTHER)).epoch()).isEqualTo(2);
    assertThat(say(new LogSourceCommand.Renew(1, null))).isEqualTo(new LogReply.Stale(2));
    assertThat(learn(full(1, 1))).isEqualTo(new LogReply.Stale(2));
    assertThat(say(new LogSourceCommand.Release(1, null))).isEqualTo(new LogReply.Stale(2));
    assertThat(say(new LogSourceCommand.Renew(2, null))).isEqualTo(new LogReply.Renewed());
  }

  @Test
  void theSameReaderAgainLostItsStateAndGetsANewEpochAndAllOfIt() {
    open(READER);
    learn(full(1, 1));
    var again = (LogReply.Opened) open(READER);
    assertThat(again.epoch()).isEqualTo(2);
    assertThat(again.batch()).isEqualTo(1);
    assertThat(again.files()).extracting(FilePosition::firstLine).containsExactly(11L, -12L);
    assertThat(again.open()).extracting(OpenEntry::key).containsExactly(1L);
    assertThat(learn(full(1, 2))).isEqualTo(new LogReply.Stale(2));
    assertThat(learn(full(2, 2))).isEqualTo(new LogReply.Recorded(2));
  }

  @Test
  void anOpenStateLargerThanAMessageIsLoadedInPartsEachEntryOnce() {
    open(READER);
    List<OpenEntry> entries = new ArrayList<>();
    for (long key = 0; key < 5_000; key++) entries.add(new OpenEntry(key, new byte[200]));
    learn(opening(1, 1, entries));
    var opened = (LogReply.Opened) open(READER);
    List<Long> keys = new ArrayList<>(opened.open().stream().map(OpenEntry::key).toList());
    int parts = 1;
    for (int part = opened.nextPart(); part != 0; parts++) {
      var next = (LogReply.Part) say(new LogSourceCommand.Load(opened.epoch(), part, null));
      assertThat(next.open()).as("fits a message").hasSizeLessThan(1_000);
      next.open().forEach(entry -> keys.add(entry.key()));
      part = next.nextPart();
    }
    assertThat(parts).isGreaterThan(5);
    assertThat(keys).hasSize(5_000).doesNotHaveDuplicates();
    assertThat(say(new LogSourceCommand.Load(1, 0, null))).isEqualTo(new LogReply.Stale(2));
  }

  private static LogBatch opening(long epoch, long number, List<OpenEntry> entries) {
    return new LogBatch(
        epoch,
        number,
        List.of(),
        List.of(),
        SourceReport.of(PATH),
        List.of(),
        List.of(),
        List.of(),
        entries,
        new long[0]);
  }

  @Test
  void aBatchIsStoredOnceAndARepeatIsAnsweredAsTheFirstTime() {
    open(READER);
    assertThat(learn(full(1, 1))).isEqualTo(new LogReply.Recorded(1));
    assertThat(learn(full(1, 2))).isEqualTo(new LogReply.Recorded(2));
    int before = events;
    assertThat(learn(full(1, 2))).isEqualTo(new LogReply.Recorded(2));
    assertThat(learn(full(1, 1))).isEqualTo(new LogReply.Recorded(1));
    assertThat(events).as("persists nothing").isEqualTo(before);
  }

  @Test
  void aBatchThatIsNotTheNextIsNotStored() {
    open(READER);
    assertThat(learn(full(1, 2))).isEqualTo(new LogReply.OutOfOrder(0));
    learn(full(1, 1));
    assertThat(learn(full(1, 3))).isEqualTo(new LogReply.OutOfOrder(1));
    open(READER);
    assertThat(learn(full(2, 1)))
        .as("a number that this owner never sent is no repeat")
        .isEqualTo(new LogReply.OutOfOrder(1));
  }

  @Test
  void aReaderThatLeavesInOrderFreesTheSource() {
    open(READER);
    assertThat(say(new LogSourceCommand.Release(1, null))).isEqualTo(new LogReply.Done());
    assertThat(say(new LogSourceCommand.Release(1, null))).isEqualTo(new LogReply.Done());
    assertThat(learn(full(1, 1))).isEqualTo(new LogReply.Stale(1));
    assertThat(((LogReply.Opened) open(OTHER)).epoch()).isEqualTo(2);
    assertThat(say(new LogSourceCommand.Release(1, null))).isEqualTo(new LogReply.Stale(2));
  }

  @Test
  void aResetForgetsEverythingAndEndsTheEpoch() {
    open(READER);
    learn(full(1, 1));
    assertThat(say(new LogSourceCommand.Reprocess(CALLER, null))).isEqualTo(new LogReply.Done());
    assertThat(learn(full(1, 2))).isEqualTo(new LogReply.Stale(2));
    var opened = (LogReply.Opened) open(OTHER);
    assertThat(opened.epoch()).isEqualTo(3);
    assertThat(opened.batch()).isZero();
    assertThat(opened.files()).isEmpty();
    assertThat(opened.open()).isEmpty();
    assertThat(opened.report().lines()).isZero();
    assertThat(learn(full(3, 1))).isEqualTo(new LogReply.Recorded(1));
  }

  @Test
  void deletingSessionsTouchesNeitherPositionsNorTheOwner() {
    open(READER);
    learn(full(1, 1));
    assertThat(say(new LogSourceCommand.DeleteSessions(CALLER, null)))
        .isEqualTo(new LogReply.Done());
    assertThat(state.learned().files()).hasSize(2);
    assertThat(learn(full(1, 2))).isEqualTo(new LogReply.Recorded(2));
  }

  @Test
  void aSourceThatWasNeverReadIsUnknown() {
    assertThat(say(new LogSourceCommand.Reprocess(CALLER, null))).isEqualTo(new LogReply.Unknown());
    assertThat(say(new LogSourceCommand.DeleteSessions(CALLER, null)))
        .isEqualTo(new LogReply.Unknown());
    assertThat(say(new LogSourceCommand.Renew(1, null))).isEqualTo(new LogReply.Stale(0));
    assertThat(say(new LogSourceCommand.Release(0, null))).isEqualTo(new LogReply.Stale(0));
    assertThat(learn(full(1, 1))).isEqualTo(new LogReply.Stale(0));
  }

  @Test
  void positionsAreReplacedByTheirFirstLineAndForgottenByIt() {
    open(READER);
    learn(files(1, List.of(file("access.log", 11, 5), file("access.log.1", 12, 6)), List.of()));
    learn(files(2, List.of(file("access.log.1", 11, 9)), List.of(12L)));
    assertThat(state.learned().files()).containsExactly(file("access.log.1", 11, 9));
    learn(files(3, List.of(file("access.log", 11, 1)), List.of(11L)));
    assertThat(state.learned().files()).containsExactly(file("access.log", 11, 1));
  }

  @Test
  void theSourceMovesWithTheReadersPath() {
    open(READER);
    learn(full(1, 1));
    var moved = (LogReply.Opened) say(new LogSourceCommand.Open(READER, "/elsewhere", null));
    assertThat(moved.report().path()).isEqualTo("/elsewhere");
    assertThat(moved.report().lines()).isEqualTo(10);
  }

  @Test
  void everyEventIsTakenInEveryState() {
    var states =
        LogSamples.stored().stream()
            .filter(LogSourceState.class::isInstance)
            .map(LogSourceState.class::cast)
            .toList();
    assertThat(states.stream().map(Object::getClass)).containsAll(Leaves.of(LogSourceState.class));
    for (var from : states) {
      for (var event : LogSamples.stored()) {
        if (event instanceof LogSourceEvent e) {
          assertThat(from.on(e).epoch()).isGreaterThanOrEqualTo(0);
        }
      }
    }
  }

  @Test
  void openEntriesAreAMapWhoseFormerVersionsStay() {
    long seed = new Random().nextLong();
    var random = new Random(seed);
    var entries = OpenEntries.NONE;
    var truth = new HashMap<Long, Integer>();
    for (int step = 0; step < 2_000; step++) {
      var before = entries;
      var then = Map.copyOf(truth);
      var opened = new ArrayList<OpenEntry>();
      long closed = random.nextInt(500);
      truth.remove(closed);
      for (int i = random.nextInt(4); i > 0; i--) {
        long key = random.nextInt(500);
        int value = random.nextInt(100);
        opened.add(LogSamples.open(key, value));
        truth.put(key, value);
      }
      entries = entries.with(opened, new long[] {closed});
      assertThat(values(entries)).as("seed %d", seed).isEqualTo(truth);
      assertThat(values(before)).as("seed %d", seed).isEqualTo(then);
    }
  }

  private static Map<Long, Integer> values(OpenEntries entries) {
    var values = new HashMap<Long, Integer>();
    for (var entry : entries.all()) values.put(entry.key(), (int) entry.value()[0]);
    return values;
  }

  private static LogBatch files(long batch, List<FilePosition> files, List<Long> forgotten) {
    var e = empty(1, batch);
    return new LogBatch(
        1,
        batch,
        files,
        forgotten,
        report(0),
        e.sessions(),
        e.downloads(),
        e.traffic(),
        e.opened(),
        e.closed());
  }

  private LogReply open(String reader) {
    return say(new LogSourceCommand.Open(reader, PATH, null));
  }

  private LogReply learn(LogBatch batch) {
    return say(new LogSourceCommand.Learn(batch, null));
  }

  private LogReply say(LogSourceCommand command) {
    var decision = LogSourceDecisions.on(state, command, heard, T0);
    if (decision instanceof LogSourceDecision.Answer answer) return answer.reply();
    var event = ((LogSourceDecision.Persist) decision).event();
    events++;
    state = state.on(event);
    return LogSourceDecisions.answer(event, state);
  }
}
