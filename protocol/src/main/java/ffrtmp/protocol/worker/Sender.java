package ffrtmp.protocol.worker;

import org.jspecify.annotations.Nullable;

/**
 * Who speaks for a worker over HTTP.
 *
 * @param key the name of the key that was presented
 * @param node the node that the key was made for, by name; absent: any
 * @param address where the request came from
 */
public record Sender(String key, @Nullable String node, String address) {
  /** Whether the key may speak for a node of that name. */
  public boolean speaksFor(String name) {
    return node == null || node.equals(name);
  }

  /** Whether this is, as far as can be told, the same program. */
  public boolean is(@Nullable Sender other) {
    return other != null && key.equals(other.key) && address.equals(other.address);
  }
}
