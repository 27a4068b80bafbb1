package dev.kendall.testkit.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * As whom servers run. PostgreSQL and PgBouncer refuse to run as root, which then runs them as another user.
 *
 * @param uid of this process
 * @param user who runs servers when this process is root; null when it is not
 */
record RunAs(int uid, @Nullable String user) {
    static RunAs detect(Map<String, String> environment) throws Unavailable {
        int uid = Integer.parseInt(Command.of("id", "-u").check().output().strip());
        if (uid != 0) {
            return new RunAs(uid, null);
        }
        if (Command.find("setpriv", environment).isEmpty()) {
            throw new Unavailable(
                    "root may not run PostgreSQL, and there is no setpriv (package util-linux) to run it as another user");
        }
        for (String user : List.of("postgres", "nobody")) {
            if (Command.of("id", "-u", user).run().isOk()) {
                return new RunAs(uid, user);
            }
        }
        throw new Unavailable(
                "root may not run PostgreSQL, and there is neither a user postgres nor nobody to run it as");
    }

    boolean isRoot() {
        return user != null;
    }

    /** The words that run {@code command} as the right user. */
    List<String> words(List<String> command) throws Unavailable {
        if (user == null) {
            return command;
        }
        String group = Command.of("id", "-g", user).check().output().strip();
        List<String> words =
                new ArrayList<>(List.of("setpriv", "--reuid=" + user, "--regid=" + group, "--clear-groups", "--"));
        words.addAll(command);
        return words;
    }

    /** Hands {@code path}, and what is in it, to the user who runs servers. */
    void own(Path path) throws Unavailable {
        if (user != null) {
            Command.of("chown", "-R", user, path.toString()).check();
        }
    }

    /** Whether {@code folder} and all above it can be entered by the user who runs servers. */
    boolean canEnter(Path folder) {
        if (user == null) {
            return true;
        }
        for (Path part = folder.toAbsolutePath(); part != null; part = part.getParent()) {
            if (Files.exists(part) && !isOpen(part)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOpen(Path folder) {
        try {
            return Files.getPosixFilePermissions(folder).contains(PosixFilePermission.OTHERS_EXECUTE);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }
}
