package dev.kendall.testkit.triggerdev;

/**
 * A request, as faults and the log see it.
 *
 * @param method such as {@code POST}
 * @param path decoded, without the query: {@code /api/v1/tasks/kendall-job/trigger}
 * @param query as it came; empty when there is none
 * @param body as it came; empty when there is none
 */
public record FakeRequest(String method, String path, String query, String body) {
    /** Whether something may change. */
    public boolean isWrite() {
        return !method.equals("GET");
    }

    /** Whether its path ends like this. */
    public boolean isTo(String end) {
        return path.endsWith(end);
    }
}
