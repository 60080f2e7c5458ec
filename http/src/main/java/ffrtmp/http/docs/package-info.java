/** What the API says of itself: its description, and the pages that show it to people. */
@NullMarked
package ffrtmp.http.docs;

import org.jspecify.annotations.NullMarked;
