package ffrtmp.protocol.port;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which downloads a list shows, the last started first.
 *
 * @param since ended at or after
 * @param active only those that go on, or only those that do not
 * @param limit 1 to 500
 * @param before only what comes after this place
 */
public record DownloadFilter(
    @Nullable String client,
    @Nullable String service,
    @Nullable Instant since,
    @Nullable Boolean active,
    int limit,
    StreamPage.@Nullable Mark before) {}
