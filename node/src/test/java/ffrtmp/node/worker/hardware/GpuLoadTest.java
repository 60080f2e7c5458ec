package ffrtmp.node.worker.hardware;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GpuLoadTest {
  @Test
  void eachLineIsAGpuAndWhatIsNotToldIsAbsent() {
    assertThat(GpuLoad.parse("NVIDIA H200, 37, 412.55, 61\nTesla T4, [N/A], [Not Supported], 40\n"))
        .containsExactly(
            new GpuLoad("NVIDIA H200", 37.0, 412.55, 61.0),
            new GpuLoad("Tesla T4", null, null, 40.0));
  }

  @Test
  void aLineOfAnotherFormIsPassedOver() {
    assertThat(GpuLoad.parse("No devices were found\n\n, 1, 2, 3\n")).isEmpty();
  }
}
