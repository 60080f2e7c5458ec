package ffrtmp.streams.tail;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder in memory with a clock and a disk of its own, so that what happens is all there is. */
record MemoryFolder(FileSystem files, Path path, StormClock clock, RestlessDisk disk)
    implements AutoCloseable {
  static MemoryFolder create() throws IOException {
    StormClock clock = new StormClock();
    FileSystem files =
        Jimfs.newFileSystem(
            Configuration.unix().toBuilder()
                .setAttributeViews("unix")
                .setFileTimeSource(clock::fileTime)
                .build());
    Path path = Files.createDirectory(files.getPath("logs"));
    return new MemoryFolder(files, path, clock, new RestlessDisk(path, clock));
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
