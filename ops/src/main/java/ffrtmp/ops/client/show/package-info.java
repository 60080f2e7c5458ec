/** What commands print: tables that fit, cards, JSON and YAML, bars that move. */
@NullMarked
package ffrtmp.ops.client.show;

import org.jspecify.annotations.NullMarked;
