package ffrtmp.node.worker.ffmpeg;

import org.jspecify.annotations.Nullable;

/** Two figures that sum an attempt up, each from 0 to 100. Pure. */
final class Scores {
  /** Millions of pixels per CPU second at which efficiency is half: about x264's medium preset. */
  private static final double HALF = 30;

  private Scores() {}

  /**
   * Quality as a viewer meets it: VMAF where it was measured; else the mean of PSNR, 20 dB being 0
   * and 50 dB being 100, and SSIM, 0.5 being 0 and 1 being 100. Absent when nothing was measured.
   */
  static @Nullable Double qoe(Quality quality) {
    if (quality.vmaf() != null) return bounded(quality.vmaf());
    Double psnr = quality.psnrDb() == null ? null : bounded((quality.psnrDb() - 20) / 30 * 100);
    Double ssim = quality.ssim() == null ? null : bounded((quality.ssim() - 0.5) / 0.5 * 100);
    if (psnr == null) return ssim;
    return ssim == null ? psnr : Double.valueOf((psnr + ssim) / 2);
  }

  /**
   * Output per resource: {@code 100 · x / (x + 30)}, where x is millions of pixels encoded per CPU
   * second. Absent when one of them is not known.
   *
   * @param pixels of one picture
   */
  static @Nullable Double efficiency(
      @Nullable Long frames, @Nullable Long pixels, @Nullable Double cpuSeconds) {
    if (frames == null || pixels == null || cpuSeconds == null || cpuSeconds <= 0) return null;
    double rate = frames * (double) pixels / 1e6 / cpuSeconds;
    return bounded(100 * rate / (rate + HALF));
  }

  private static double bounded(double score) {
    return Math.max(0, Math.min(100, score));
  }
}
