package dev.kendall.job;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** For backends: tells the workers of this process that a job is due, before they look by themselves. Thread-safe. */
public final class JobAlarm {
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    /** Tells them; to be called after the commit, and cheap when nobody listens. */
    public void ring() {
        listeners.forEach(Runnable::run);
    }

    /** See {@link JobLeases#listen}. */
    public JobLeases.Listening listen(Runnable listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
