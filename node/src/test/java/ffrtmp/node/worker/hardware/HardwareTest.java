package ffrtmp.node.worker.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.node.Requires;
import ffrtmp.node.worker.StaticFfmpeg;
import ffrtmp.node.worker.WorkerSettings;
import ffrtmp.protocol.node.NodeFacts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This machine, as a worker declares it. */
class HardwareTest {
  private static final String ENCODED = "last-message = chain   ******* (encoded:sink) (9 bytes, x";

  @TempDir Path folder;

  @Test
  void encodersCountWhenTheyEncode() throws Exception {
    NodeFacts facts = look(StaticFfmpeg.program()).facts();
    assertThat(facts.capabilities())
        .contains("ffmpeg", "pause", "h264", "hevc", "vp9", "libx264", "libx265", "libvpx-vp9")
        .doesNotContain("noop");
    assertThat(facts.ffmpegVersion()).startsWith("4.4.1");
    assertThat(facts.cpuThreads()).isPositive();
    assertThat(facts.ramTotalBytes()).isGreaterThan(64L << 20);
    assertThat(facts.type()).isIn("server", "desktop", "laptop");
  }

  @Test
  void theSecondStartRemembersTheFirst() throws Exception {
    look(StaticFfmpeg.program());
    Path facts = folder.resolve("ffmpeg-facts.json");
    String marked = Files.readString(facts).replace("libx265", "libx265_remembered");
    Files.writeString(facts, marked);
    assertThat(look(StaticFfmpeg.program()).encoders()).contains("libx265_remembered");
  }

  /** A shell script stands in for the other, and fails every encoder. */
  @Test
  void anotherFfmpegIsTriedAnew() throws Exception {
    look(StaticFfmpeg.program());
    Path other = folder.resolve("other");
    Files.writeString(
        other, "#!/bin/sh\n[ \"$2\" = -version ] && echo ffmpeg version 0.1 x || exit 1\n");
    assertThat(other.toFile().setExecutable(true)).isTrue();
    Hardware found = look(other);
    assertThat(found.encoders()).isEmpty();
    assertThat(found.facts().ffmpegVersion()).isEqualTo("0.1");
  }

  @Test
  void theSecondStartRemembersWhatGstreamerEncoded() throws Exception {
    Path launch = Requires.program("gst-launch-1.0");
    assertThat(lookWith(launch).gstEncoders()).contains("x264enc", "avenc_aac");
    Path facts = folder.resolve("gstreamer-facts.json");
    Files.writeString(facts, Files.readString(facts).replace("x265enc", "remembered"));
    assertThat(lookWith(launch).gstEncoders()).contains("remembered", "x264enc");
  }

  @Test
  void aNewPlugInMakesGstreamerTriedAnew() throws Exception {
    Path plugIns = Files.createDirectories(folder.resolve("lib/a-b-c/gstreamer-1.0"));
    String says = "[ -e " + plugIns + "/x264.so ] && echo '" + ENCODED + "'";
    Path launch = gstreamer("gst", says);
    assertThat(lookWith(launch).gstEncoders()).isEmpty();
    Files.writeString(plugIns.resolve("x264.so"), "");
    Files.setLastModifiedTime(plugIns, FileTime.fromMillis(1));
    assertThat(lookWith(launch).gstEncoders()).contains("x264enc");
  }

  /** It ends as if all were well, and has encoded nothing. */
  @Test
  void gstreamerCountsWhenItEncodesAndNotWhenItOnlyEndsWell() throws Exception {
    Hardware idle = lookWith(gstreamer("idle", "exit 0"));
    assertThat(idle.gstEncoders()).isEmpty();
    assertThat(idle.facts().capabilities()).doesNotContain("gstreamer", "h264");
    String says = "case \"$*\" in *x264enc*) echo '" + ENCODED + "';; esac";
    Hardware encodes = lookWith(gstreamer("encodes", says));
    assertThat(encodes.gstEncoders()).containsExactly("x264enc");
    assertThat(encodes.facts().capabilities()).contains("gstreamer", "h264");
  }

  @Test
  void soundAloneMakesNoEngine() throws Exception {
    String says = "case \"$*\" in *opusenc*) echo '" + ENCODED + "';; esac";
    Hardware found = lookWith(gstreamer("sound", says));
    assertThat(found.gstEncoders()).isEmpty();
    assertThat(found.facts().capabilities()).doesNotContain("gstreamer", "opusenc");
  }

  private Path gstreamer(String name, String script) throws IOException {
    Path launch = Files.createDirectories(folder.resolve("bin")).resolve(name);
    Files.writeString(launch, "#!/bin/sh\n" + script + "\n");
    assertThat(launch.toFile().setExecutable(true)).isTrue();
    return launch;
  }

  private Hardware lookWith(Path gstLaunch) throws IOException {
    WorkerSettings s = WorkerSettings.create("n", "localhost", 1, List.of(folder), folder, null);
    return Hardware.look(
        new WorkerSettings(
            s.name(),
            s.address(),
            s.slots(),
            s.mediaRoots(),
            s.workDir(),
            null,
            gstLaunch,
            null,
            s.urlSchemes(),
            s.labels(),
            s.noop(),
            s.stall(),
            s.stopGrace(),
            s.progressEvery()));
  }

  @Test
  void gpusAreCountedByLines() {
    assertThat(Gpus.parse("NVIDIA H200\nNVIDIA H200\n")).isEqualTo(new Gpus(2, "NVIDIA H200"));
    assertThat(Gpus.parse("")).isEqualTo(new Gpus(0, null));
  }

  @Test
  void energyIsTheSumOfPackagesOverTheWrapOfTheirCounters() throws Exception {
    Path first = zone("intel-rapl:0", 900, 1_000);
    Path second = zone("intel-rapl:1", 0, 1_000);
    zone("intel-rapl:0:0", 5, 1_000);
    EnergyMeter meter = EnergyMeter.begin(folder);
    Files.writeString(first.resolve("energy_uj"), "100\n");
    Files.writeString(second.resolve("energy_uj"), "50\n");
    assertThat(meter.joules()).hasValue(250 / 1e6);
  }

  @Test
  void withoutRaplThereIsNoEnergyAtAll() throws Exception {
    assertThat(EnergyMeter.begin(folder.resolve("none")).joules()).isEmpty();
    Path zone = zone("intel-rapl:0", 1, 1_000);
    Files.delete(zone.resolve("energy_uj"));
    assertThat(EnergyMeter.begin(folder).joules()).isEmpty();
  }

  private Path zone(String name, long microjoules, long range) throws IOException {
    Path zone = Files.createDirectory(folder.resolve(name));
    Files.writeString(zone.resolve("energy_uj"), microjoules + "\n");
    Files.writeString(zone.resolve("max_energy_range_uj"), range + "\n");
    return zone;
  }

  private Hardware look(Path ffmpeg) throws IOException {
    return Hardware.look(
        WorkerSettings.create("n", "localhost", 1, List.of(folder), folder, ffmpeg));
  }
}
