package ffrtmp.protocol.port;

import ffrtmp.protocol.stream.SessionClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions a list shows, the last ended first.
 *
 * @param host as the log has it; one that begins with a dot stands for every host that ends with it
 * @param since ended at or after
 * @param limit 1 to 500
 * @param before only what comes after this place
 */
public record SessionFilter(
    @Nullable String client,
    @Nullable String host,
    @Nullable SessionClass sessionClass,
    @Nullable Instant since,
    int limit,
    StreamPage.@Nullable Mark before) {}
