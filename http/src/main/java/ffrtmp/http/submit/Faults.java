package ffrtmp.http.submit;

import ffrtmp.http.problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one request: at most 100 faults, one for each place and reason. */
final class Faults {
  private static final int MOST = 100;

  private final List<FieldError> list = new ArrayList<>();

  void add(String pointer, String detail) {
    FieldError fault = FieldError.body(pointer, detail);
    if (list.size() < MOST && !list.contains(fault)) list.add(fault);
  }

  boolean none() {
    return list.isEmpty();
  }

  List<FieldError> all() {
    return List.copyOf(list);
  }
}
