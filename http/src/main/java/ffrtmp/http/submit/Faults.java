package ffrtmp.http.submit;

import ffrtmp.http.problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong with one request: at most 100 faults, the first one of each place. */
final class Faults {
  private static final int MOST = 100;

  private final List<FieldError> list = new ArrayList<>();

  void add(String pointer, String detail) {
    boolean known = list.stream().anyMatch(fault -> fault.at().equals(pointer));
    if (list.size() < MOST && !known) list.add(FieldError.body(pointer, detail));
  }

  boolean none() {
    return list.isEmpty();
  }

  List<FieldError> all() {
    return List.copyOf(list);
  }
}
