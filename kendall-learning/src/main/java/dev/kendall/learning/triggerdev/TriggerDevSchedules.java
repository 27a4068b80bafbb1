package dev.kendall.learning.triggerdev;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kendall.failure.KendallException;
import dev.kendall.failure.NotFound;
import java.util.ArrayList;
import java.util.List;

/**
 * The schedules of one project. Thread-safe.
 *
 * <p>Every method may throw a {@link KendallException}: {@link NotFound} when there is no such schedule.
 */
public final class TriggerDevSchedules {
    private static final String PATH = "/api/v1/schedules";
    private static final int PAGE = 100;

    private final Requests requests;

    TriggerDevSchedules(Requests requests) {
        this.requests = requests;
    }

    /**
     * Creates a schedule, or changes the one of this key to be this.
     *
     * @param deduplicationKey 1 to 2,048 characters; one for the whole project, over all its environments
     */
    public Schedule create(String deduplicationKey, ScheduleSpec spec) {
        ObjectNode body = spec.json()
                .put("deduplicationKey", Limits.key("deduplication key", deduplicationKey, Limits.IDEMPOTENCY_KEY));
        return Schedule.from(
                requests.send(Call.post(PATH, body, "create a schedule for the task '" + spec.task() + "'")));
    }

    /** The schedule as it is now. */
    public Schedule get(String scheduleId) {
        return Schedule.from(requests.send(Call.get(path(scheduleId), "read the schedule " + scheduleId)));
    }

    /** All schedules, page after page. */
    public List<Schedule> list() {
        List<Schedule> all = new ArrayList<>();
        int pages = 1;
        for (int page = 1; page <= pages; page++) {
            JsonNode answer = requests.send(Call.get(PATH + "?page=" + page + "&perPage=" + PAGE, "list schedules"));
            answer.path("data").forEach(schedule -> all.add(Schedule.from(schedule)));
            pages = answer.path("pagination").path("totalPages").asInt(1);
        }
        return List.copyOf(all);
    }

    /** Changes it to be this. */
    public Schedule update(String scheduleId, ScheduleSpec spec) {
        return Schedule.from(
                requests.send(Call.put(path(scheduleId), spec.json(), "change the schedule " + scheduleId)));
    }

    /** Deletes it. Whether it was there; after a lost answer that is no more known, and the repeat says no. */
    public boolean delete(String scheduleId) {
        try {
            requests.send(Call.delete(path(scheduleId), "delete the schedule " + scheduleId));
            return true;
        } catch (NotFound e) {
            return false;
        }
    }

    /** Lets it run its task again. */
    public Schedule activate(String scheduleId) {
        return Schedule.from(
                requests.send(Call.post(path(scheduleId) + "/activate", "activate the schedule " + scheduleId)));
    }

    /** Keeps it without running its task. */
    public Schedule deactivate(String scheduleId) {
        return Schedule.from(
                requests.send(Call.post(path(scheduleId) + "/deactivate", "deactivate the schedule " + scheduleId)));
    }

    private static String path(String scheduleId) {
        return PATH + "/" + Call.id("schedule id", scheduleId);
    }
}
