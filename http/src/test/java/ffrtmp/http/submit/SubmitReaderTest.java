package ffrtmp.http.submit;

import static org.assertj.core.api.Assertions.assertThat;

import ffrtmp.http.access.Caller;
import ffrtmp.http.access.Role;
import ffrtmp.http.problem.FieldError;
import ffrtmp.protocol.job.Engine;
import ffrtmp.protocol.job.JobSpec;
import ffrtmp.protocol.job.OutputMode;
import ffrtmp.protocol.job.Priority;
import ffrtmp.protocol.job.Queue;
import ffrtmp.protocol.job.Requirements;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubmitReaderTest {
  private static final Owner ANYBODY = new Owner(Caller.ANYBODY);
  private static final SubmitSettings SETTINGS =
      new SubmitSettings(3, List.of(Path.of("/media")), Set.of("https"), false);

  private final SubmitReader reader = new SubmitReader(SETTINGS);

  @Test
  void anEmptyJobHasEveryDefault() {
    JobSpec spec = spec("{}");
    assertThat(spec.engine()).isEqualTo(Engine.AUTO);
    assertThat(spec.queue()).isEqualTo(Queue.DEFAULT);
    assertThat(spec.priority()).isEqualTo(Priority.MEDIUM);
    assertThat(spec.maxRetries()).isEqualTo(3);
    assertThat(spec.requirements().cpuMillis()).isEqualTo(Requirements.DEFAULT.cpuMillis());
    assertThat(spec.requirements().ramBytes()).isEqualTo(256L << 20);
    assertThat(spec.requirements().capabilities()).containsExactly("h264");
  }

  @Test
  void unknownMembersBesideParametersAreIgnored() {
    assertThat(spec("{'id':'x','status':'completed','colour':[1]}")).isEqualTo(spec("{}"));
  }

  @Test
  void everyMemberIsRead() {
    JobSpec spec =
        spec(
            "{'scenario':'s','confidence':'high','engine':'ffmpeg','classification':'test',"
                + "'queue':'batch','priority':'low','max_retries':0,'timeout_seconds':1.5,"
                + "'not_before':'2026-01-31T12:00:00+02:00',"
                + "'requirements':{'cpu_cores':2.5,'ram_bytes':1024,'gpu_type':'T4',"
                + "'capabilities':['libx264'],'labels':{'zone':'a'}}}");
    assertThat(spec.maxRetries()).isZero();
    assertThat(spec.timeout()).isEqualTo(Duration.ofMillis(1500));
    assertThat(spec.notBefore()).isEqualTo(Instant.parse("2026-01-31T10:00:00Z"));
    Requirements needs = spec.requirements();
    assertThat(needs.cpuMillis()).isEqualTo(2500);
    assertThat(needs.ramBytes()).isEqualTo(1024);
    assertThat(needs.gpuCount()).isEqualTo(1);
    assertThat(needs.capabilities()).containsExactlyInAnyOrder("ffmpeg", "h264", "libx264");
    assertThat(needs.labels()).containsEntry("zone", "a");
  }

  @Test
  void oldNamesOfParametersAreMapped() {
    JobSpec spec =
        spec(
            "{'parameters':{'resolution_width':1280,'resolution_height':720,'frame_rate':30,"
                + "'duration_seconds':10,'codec':'h265','hwaccel':'none','engine':'ffmpeg',"
                + "'rc':'vbr','zerolatency':'1','resource_limits':{'cpu':1},"
                + "'cpu_cores':2,'ram_gb':1.5,'gpu_count':0}}");
    assertThat(spec.parameters().resolution()).isEqualTo("1280x720");
    assertThat(spec.parameters().fps()).isEqualTo(30);
    assertThat(spec.parameters().duration()).isEqualTo(10);
    assertThat(spec.parameters().codec()).isEqualTo("hevc");
    assertThat(spec.engine()).isEqualTo(Engine.FFMPEG);
    assertThat(spec.ignoredParameters()).containsExactly("rc", "resource_limits", "zerolatency");
    assertThat(spec.requirements().cpuMillis()).isEqualTo(2000);
    assertThat(spec.requirements().ramBytes()).isEqualTo(3L << 29);
  }

  @Test
  void requirementsWinOverParametersAndFillEachOther() {
    Requirements needs =
        spec("{'parameters':{'cpu_cores':2,'ram_gb':1},'requirements':{'cpu_cores':4}}")
            .requirements();
    assertThat(needs.cpuMillis()).isEqualTo(4000);
    assertThat(needs.ramBytes()).isEqualTo(1L << 30);
  }

  @Test
  void theOldNameForRtmpIsUnderstood() {
    JobSpec spec =
        spec("{'parameters':{'output_mode':'stream','rtmp_url':'rtmp://h/live','stream_key':'k'}}");
    assertThat(spec.parameters().mode()).isEqualTo(OutputMode.RTMP);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'codec':'h264_nvenc'}|1|h264_nvenc",
        "{'codec':'hevc_qsv'}|1|hevc_qsv",
        "{'codec':'hevc','hwaccel':'vaapi'}|1|hevc,hevc_vaapi",
        "{'codec':'libx264','hwaccel':'nvenc'}|1|libx264,h264_nvenc",
        "{'hwaccel':'auto'}|1|h264",
        "{'hwaccel':'none'}|0|h264",
        "{'codec':'vp9'}|0|vp9",
        "{'codec':'copy'}|0|''"
      })
  void aGpuAndCapabilitiesFollowFromTheParameters(String parameters, int gpus, String names) {
    Requirements needs = spec("{'parameters':" + parameters + "}").requirements();
    assertThat(needs.gpuCount()).isEqualTo(gpus);
    assertThat(needs.capabilities())
        .containsExactlyInAnyOrder(names.isEmpty() ? new String[0] : names.split(","));
  }

  @Test
  void aScenariosCodecIsNeededWhereNoneIsNamed() {
    assertThat(spec("{'scenario':'4K60-hevc'}").requirements().capabilities())
        .containsExactly("hevc");
    assertThat(spec("{'scenario':'4K60-hevc','parameters':{'codec':'h264'}}").requirements())
        .extracting(Requirements::capabilities)
        .isEqualTo(Set.of("h264"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'queue':'express'}|/queue",
        "{'queue':''}|/queue",
        "{'queue':'LIVE'}|/queue",
        "{'engine':'noop'}|/engine",
        "{'max_retries':-1}|/max_retries",
        "{'max_retries':1.5}|/max_retries",
        "{'max_retries':'3'}|/max_retries",
        "{'max_retries':1e999}|/max_retries",
        "{'timeout_seconds':1e999999}|/timeout_seconds",
        "{'not_before':'tomorrow'}|/not_before",
        "{'not_before':'+999999999-01-01T00:00:00Z'}|/not_before",
        "{'scenario':'a\\u0000b'}|/scenario",
        "{'scenario':'\\ud800'}|/scenario",
        "{'scenario':7}|/scenario",
        "{'deadline':'2026-01-01T00:00:00Z'}|/deadline",
        "{'requirements':{'gpu_share':0.5}}|/requirements/gpu_share",
        "{'requirements':{'preferred_labels':{}}}|/requirements/preferred_labels",
        "{'requirements':{'spread_by':'k'}}|/requirements/spread_by",
        "{'requirements':{'near':'k'}}|/requirements/near",
        "{'requirements':{'cpu_core':1}}|/requirements/cpu_core",
        "{'requirements':[]}|/requirements",
        "{'requirements':{'cpu_cores':-1}}|/requirements/cpu_cores",
        "{'requirements':{'capabilities':['a b']}}|/requirements/capabilities/0",
        "{'requirements':{'labels':{'a/b':3}}}|/requirements/labels/a~1b",
        "{'requirements':{'gpu_count':0},'parameters':{'codec':'h264_nvenc'}}"
            + "|/requirements/gpu_count",
        "{'parameters':[]}|/parameters"
      })
  void aBadMemberIsNamed(String json, String pointer) {
    assertThat(faults(json)).extracting(FieldError::at).containsExactly(pointer);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'colour':1}|colour",
        "{'duration':-1}|duration",
        "{'duration':0}|duration",
        "{'fps':481}|fps",
        "{'crf':64}|crf",
        "{'crf':52,'codec':'h264'}|crf",
        "{'bitrate':'fast'}|bitrate",
        "{'bitrate':'0k'}|bitrate",
        "{'bitrate':'-5M'}|bitrate",
        "{'resolution':'1280'}|resolution",
        "{'resolution_width':1280}|resolution_height",
        "{'resolution':'720p','resolution_width':1280,'resolution_height':720}|resolution_width",
        "{'duration':3,'duration_seconds':4}|duration_seconds",
        "{'preset':'-y'}|preset",
        "{'codec':'-c'}|codec",
        "{'hwaccel':'warp'}|hwaccel",
        "{'output_mode':'fax'}|output_mode",
        "{'renditions':[]}|renditions",
        "{'renditions':[{}]}|renditions/0/resolution",
        "{'renditions':[{'resolution':'720p','codec':'h264'}]}|renditions/0/codec",
        "{'crf':23,'bitrate':'5M'}|crf",
        "{'maxrate':'1M','bitrate':'2M'}|maxrate",
        "{'output_mode':'rtmp'}|rtmp_url",
        "{'rtmp_url':'rtmp://h/a'}|rtmp_url",
        "{'output_mode':'rtmp','rtmp_url':'http://h/a'}|rtmp_url",
        "{'stream_key':'k'}|stream_key",
        "{'codec':'copy','crf':20}|crf",
        "{'codec':'copy','preset':'fast'}|preset",
        "{'renditions':[{'resolution':'720p'}],'bitrate':'1M'}|bitrate",
        "{'renditions':[{'resolution':'720p','crf':20,'bitrate':'1M'}]}|renditions/0/crf",
        "{'sleep_ms':1}|sleep_ms",
        "{'fail':'timeout'}|fail",
        "{'input':'a.mp4','output':'a.mp4'}|output"
      })
  void aBadParameterIsNamed(String parameters, String name) {
    assertThat(faults("{'parameters':" + parameters + "}"))
        .extracting(FieldError::at)
        .containsExactly("/parameters/" + name);
  }

  @Test
  void encodersWithConstrainedQualityTakeBitrateAndCrf() {
    assertThat(spec("{'parameters':{'codec':'vp9','crf':40,'bitrate':'2M'}}").parameters().crf())
        .isEqualTo(40);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../secret.mp4",
        "/media/../etc/passwd",
        "a/../../b",
        "-y",
        "/etc/passwd",
        "/mediaother/x.mp4",
        "file:/etc/passwd",
        "concat:a|b",
        "pipe:0",
        "http://host/a.mp4",
        "https:a.mp4",
        "https://ho st/a.mp4",
        "a\\nb.mp4"
      })
  void anInputThatIsWrongInItselfIsRefused(String input) {
    assertThat(faults("{'parameters':{'input':'" + input + "'}}"))
        .extracting(FieldError::at)
        .containsExactly("/parameters/input");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a.mp4", "/media/in/a.mp4", "in/-y.mp4", "a..b.mp4", "https://host/a.mp4?x=1"})
  void aHonestInputIsTaken(String input) {
    assertThat(spec("{'parameters':{'input':'" + input + "'}}").parameters().input())
        .isEqualTo(input);
  }

  @Test
  void anOutputIsNeverAnAddress() {
    assertThat(faults("{'parameters':{'output':'https://host/a.mp4'}}"))
        .extracting(FieldError::at)
        .containsExactly("/parameters/output");
  }

  @Test
  void aServerWithoutRootsLeavesThemToTheWorker() {
    SubmitReader anywhere = new SubmitReader(new SubmitSettings(3, List.of(), Set.of(), false));
    assertThat(anywhere.read(bytes("{'parameters':{'input':'/any/a.mp4'}}"), ANYBODY))
        .isInstanceOf(Submission.Correct.class);
  }

  @Test
  void theNoopEngineNeedsNothingButItself() {
    SubmitReader withNoop = new SubmitReader(new SubmitSettings(3, List.of(), Set.of(), true));
    Submission read =
        withNoop.read(
            bytes("{'engine':'noop','parameters':{'sleep_ms':5,'fail':'timeout'}}"), ANYBODY);
    assertThat(((Submission.Correct) read).spec().requirements().capabilities())
        .containsExactly("noop");
  }

  @Test
  void faultsAreBounded() {
    StringBuilder many = new StringBuilder("{'parameters':{");
    for (int i = 0; i < 1000; i++) many.append("'p").append(i).append("':1,");
    assertThat(faults(many + "'q':1}}")).hasSize(100);
  }

  private JobSpec spec(String json) {
    Submission read = reader.read(bytes(json), ANYBODY);
    assertThat(read).isInstanceOf(Submission.Correct.class);
    return ((Submission.Correct) read).spec();
  }

  private List<FieldError> faults(String json) {
    Submission read = reader.read(bytes(json), ANYBODY);
    assertThat(read).isInstanceOf(Submission.Faulty.class);
    return ((Submission.Faulty) read).faults();
  }

  private static byte[] bytes(String json) {
    return json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void aTenantsJobIsTheirsWhateverTheySay() {
    assertThat(tenantOf(caller(Role.SUBMITTER, "acme"), "{'tenant_id':'other'}")).isEqualTo("acme");
    assertThat(tenantOf(caller(Role.ADMIN, "acme"), "{'tenant_id':'other'}")).isEqualTo("acme");
    assertThat(tenantOf(caller(Role.SUBMITTER, null), "{'tenant_id':'other'}")).isNull();
    assertThat(tenantOf(caller(Role.OPERATOR, null), "{'tenant_id':'other'}")).isEqualTo("other");
    assertThat(tenantOf(caller(Role.OPERATOR, null), "{}")).isNull();
  }

  @Test
  void aTenantThatCanBeNoneIsRefusedWhereItCounts() {
    String json = "{'tenant_id':'a b'}";
    assertThat(reader.read(bytes(json), new Owner(caller(Role.ADMIN, null))))
        .isInstanceOf(Submission.Faulty.class);
    assertThat(tenantOf(caller(Role.SUBMITTER, "acme"), json)).isEqualTo("acme");
  }

  private String tenantOf(Caller caller, String json) {
    return ((Submission.Correct) reader.read(bytes(json), new Owner(caller))).spec().tenantId();
  }

  private static Caller caller(Role role, String tenant) {
    return new Caller("ann", role, tenant, null);
  }
}
