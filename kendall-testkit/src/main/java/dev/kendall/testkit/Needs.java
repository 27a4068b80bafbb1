package dev.kendall.testkit;

import dev.kendall.storage.Capability;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test needs of a backend. Where the backend has declared that it lacks any of it, the test still runs, and passes only when
 * a call in it fails with {@link dev.kendall.failure.StorageRefused}: a missing capability is checked, never skipped. Without
 * transactions there is no call to make; then the storage must not be a {@link dev.kendall.storage.TransactionalStorage}.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Needs {
    /** All of these. */
    Capability[] value();
}
