package ffrtmp.node.recommend;

import ffrtmp.node.worker.hardware.Gpus;
import ffrtmp.node.worker.hardware.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What a machine has.
 *
 * @param cpuThreads that this process may use
 * @param ramBytes that it may use
 * @param gpus of NVIDIA
 * @param gpuModel of the first; absent where there is none
 * @param freeBytes on the disk where the data would lie
 */
public record MachineFacts(
    int cpuThreads, long ramBytes, int gpus, @Nullable String gpuModel, long freeBytes) {
  /**
   * Looks at this machine.
   *
   * @param data a folder that is there, on the disk of the data
   * @throws IOException when the disk cannot be looked at
   */
  public static MachineFacts look(Path data) throws IOException {
    Gpus gpus = Gpus.look();
    return new MachineFacts(
        Machine.cpuThreads(),
        Machine.ramBytes(),
        gpus.count(),
        gpus.model(),
        Files.getFileStore(data).getUsableSpace());
  }

  @Override
  public String toString() {
    String gpu = gpus == 0 ? "no GPU" : gpus + " GPU (" + gpuModel + ")";
    return "%d CPU threads, %d MiB of memory, %s, %d GiB of disk free"
        .formatted(cpuThreads, ramBytes >> 20, gpu, freeBytes >> 30);
  }
}
