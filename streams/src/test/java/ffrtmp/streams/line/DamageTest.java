package ffrtmp.streams.line;

import static ffrtmp.streams.line.Lines.damage;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ffrtmp.streams.line.Lines.Bad;
import ffrtmp.streams.line.Lines.Session;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class DamageTest {
  private static final String GOOD = RealLinesTest.PLANS_SESSION;
  private static final List<String> WHOLE =
      List.of(
          GOOD,
          "10.0.0.2 [20/Dec/2025:07:50:58 -0600] TCP 200 h.example 283399 91106 15.520",
          "[20/Dec/2025:07:50:58 -0600] 10.0.0.2 TCP 200 h.example 283399 91106 15.520",
          RealLinesTest.UPDATE,
          RealLinesTest.UPDATE.substring(7),
          "[20/Dec/2025:07:50:58 -0600] 10.0.0.2 GET \"/a\" - - 206 10 10 HIT h 206 0.250 \"ua\"");

  @Test
  void costsItsOwnLineOnly() {
    for (String bad :
        new String[] {
          "", " \t ", "\0\0\0" + GOOD, "\u0001", "garbage", "[", "{", "\"", "]", "127.0.0.1"
        }) {
      List<Lines.Line> lines = Lines.of(GOOD, bad, GOOD);
      assertThat(lines).as(bad).hasSize(3);
      assertThat(lines.get(0)).isInstanceOf(Session.class).isEqualTo(lines.get(2));
      assertThat(lines.get(1)).isInstanceOf(Bad.class);
    }
  }

  @Test
  void isNamedByItsReason() {
    assertThat(damage("")).isEqualTo(Damage.BLANK);
    assertThat(damage(" \t\r")).isEqualTo(Damage.BLANK);
    assertThat(damage("é")).isEqualTo(Damage.FORMAT);
    assertThat(damage("\0".repeat(4_095) + GOOD)).isEqualTo(Damage.NUL);
    assertThat(damage(GOOD + "\0")).isEqualTo(Damage.NUL);
    assertThat(damage("nothing that is known")).isEqualTo(Damage.FORMAT);
    assertThat(damage(GOOD.replace(" 7063 ", " 7o63 "))).isEqualTo(Damage.NUMBER);
    assertThat(damage(GOOD.replace(" 7063 ", " 9999999999999999 "))).isEqualTo(Damage.NUMBER);
    assertThat(damage(GOOD.replace(" 7063 ", " " + "9".repeat(9_000) + " ")))
        .isEqualTo(Damage.NUMBER);
    assertThat(damage(GOOD.replace(" 200 ", " 2000 "))).isEqualTo(Damage.NUMBER);
    assertThat(damage(GOOD.replace("TCP", "SCTP"))).isEqualTo(Damage.FORMAT);
    assertThat(damage(GOOD.replace("172.16.1.143", "16.1.143"))).isEqualTo(Damage.FORMAT);
    assertThat(damage(GOOD + " \"more\"")).isEqualTo(Damage.FORMAT);
    assertThat(damage(GOOD.replace("-0600", "-06" + "A".repeat(65_536)))).isEqualTo(Damage.TIME);
  }

  @Test
  void isEveryLineThatLacksItsEnd() {
    for (String whole : WHOLE) {
      for (int cut = 1; cut < whole.length(); cut++) {
        Lines.Line line = Lines.of(whole.substring(0, cut)).get(0);
        assertThat(line).as(whole.substring(0, cut)).isInstanceOf(Bad.class);
      }
    }
  }

  @Test
  void isEveryLineOfWhichAFieldWasTakenAway() {
    for (String whole : WHOLE) {
      for (int space = whole.indexOf(' '); space >= 0; space = whole.indexOf(' ', space + 1)) {
        int next = whole.indexOf(' ', space + 1);
        if (next < 0 || isFree(whole, space, next)) continue;
        String without = whole.substring(0, space) + whole.substring(next);
        assertThat(Lines.of(without).get(0)).as(without).isInstanceOf(Bad.class);
      }
    }
  }

  /** Within quotes or the forwarded address anything may stand, or lack. */
  private static boolean isFree(String whole, int space, int next) {
    long quotes = whole.substring(0, space).chars().filter(c -> c == '"').count();
    boolean forwarded =
        whole.contains(" / ")
            && space > whole.indexOf(" / ")
            && next <= whole.lastIndexOf(" [", next);
    return quotes % 2 == 1 || forwarded || whole.startsWith(" - - - ", space);
  }

  @Test
  void isARawByteThatIsNoUtf8() {
    byte[] line = ("\u00ff" + GOOD + "\n").getBytes(ISO_8859_1);
    assertThat(new Lines().parse(line)).containsExactly(new Bad(Damage.ENCODING));
    for (String bad :
        new String[] {
          "\u00c0\u0080", "\u00ed\u00a0\u0080", "\u00f4\u0090\u0080\u0080", "\u00e2\u0082", "\u0080"
        }) {
      byte[] bytes = GOOD.replace("cp601", bad).concat("\n").getBytes(ISO_8859_1);
      assertThat(new Lines().parse(bytes)).as(bad).containsExactly(new Bad(Damage.ENCODING));
    }
  }

  @Test
  void isNoUtf8ThatNginxWouldHaveEscaped() {
    Session line = Lines.session(GOOD.replace("cp601", "é€😀"));
    assertThat(line.host()).isEqualTo("é€😀.prod.do.dsp.mp.microsoft.com");
  }

  @Test
  void isNoneOfWindowsOrEditorsHabits() {
    assertThat(Lines.of("\uFEFF" + GOOD, GOOD + "\r", "\uFEFF\r"))
        .containsExactly(Lines.session(GOOD), Lines.session(GOOD), new Bad(Damage.BLANK));
  }

  @Test
  void isNeverReadAcrossAnArraysEdge() {
    for (String whole : WHOLE) {
      byte[] line = (whole + "\n").getBytes(UTF_8);
      byte[] within = new byte[line.length + 2];
      System.arraycopy(line, 0, within, 1, line.length);
      Lines lines = new Lines();
      lines.parser.parse(within, 1, line.length + 1);
      assertThat(lines.all).isEqualTo(Lines.of(whole));
    }
  }

  @Test
  void ofTheCallersIsNotALine() {
    LineParser parser = new LineParser(ZoneOffset.UTC, new Lines());
    assertThatThrownBy(() -> parser.parse(new byte[] {'a'}, 0, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> parser.parse(new byte[] {'a'}, 0, 2))
        .isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void teachesNoFormat() {
    Lines lines = new Lines();
    lines.parse(GOOD, RealLinesTest.UPDATE, "{");
    assertThat(lines.parser.formats())
        .containsExactly(LineFormat.STREAM_QUOTED, LineFormat.CACHELOG);
    lines.parser.clearFormats();
    assertThat(lines.parser.formats()).isEmpty();
  }
}
