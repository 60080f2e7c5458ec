/**
 * From a submit's JSON to a job's specification, or to every one of its faults: pure, no exception
 * leaves it.
 */
@NullMarked
package ffrtmp.http.submit;

import org.jspecify.annotations.NullMarked;
