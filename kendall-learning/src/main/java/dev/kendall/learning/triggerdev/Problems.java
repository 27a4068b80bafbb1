package dev.kendall.learning.triggerdev;

import dev.kendall.failure.KendallException;
import dev.kendall.failure.NotFound;
import dev.kendall.failure.ServiceRefused;
import dev.kendall.failure.ServiceUnavailable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Says in Kendall's words what Trigger.dev answered: what failed, and what to do. */
final class Problems {
    private static final Duration LATER = Duration.ofSeconds(30);

    private Problems() {}

    static KendallException failure(Call call, ApiProblem problem) {
        String what = "Trigger.dev could not " + call.what();
        int status = problem.status();
        if (status == 404) {
            return new NotFound(what + ": it does not know it" + said(problem)
                    + "; look at the id, and whether the key is of the right environment");
        }
        if (status == 0) {
            return unavailable(
                    what + ": no answer came (" + problem.error()
                            + "); whether it was carried out is unknown; try later",
                    problem);
        }
        if (status == 429) {
            return unavailable(
                    what + ": its rate limit is reached" + said(problem) + "; try later, or in batches", problem);
        }
        if (problem.mayRepeat()) {
            return unavailable(what + ": it answers with status " + status + said(problem) + "; try later", problem);
        }
        return new ServiceRefused(what + ": status " + status + said(problem) + "; " + advice(status), null);
    }

    private static ServiceUnavailable unavailable(String message, ApiProblem problem) {
        @Nullable Duration told = problem.retryAfter();
        return new ServiceUnavailable(message, told == null ? LATER : told, problem.getCause());
    }

    private static String said(ApiProblem problem) {
        return problem.error().isEmpty() ? "" : " (" + problem.error() + ")";
    }

    private static String advice(int status) {
        return switch (status) {
            case 401 -> "look at the secret key: it begins with tr_ and belongs to one environment";
            case 403 -> "the key lacks the permission; use the environment's secret key";
            case 413 -> "send less at once";
            case 422 -> "look at what was sent: the task must be deployed, and the options within its limits";
            default -> "look at what was sent";
        };
    }
}
