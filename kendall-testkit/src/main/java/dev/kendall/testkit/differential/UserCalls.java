package dev.kendall.testkit.differential;

import dev.kendall.user.Profile;
import dev.kendall.user.User;
import dev.kendall.user.UserId;

/** Calls on users. */
final class UserCalls {
    private final World world;

    UserCalls(World world) {
        this.world = world;
    }

    Call next() {
        return switch (world.dice.below(8)) {
            case 0, 1, 2 -> save();
            case 3, 4 -> world.users.any(world.dice).map(this::update).orElseGet(this::save);
            case 5 -> find();
            case 6 -> get();
            default ->
                new Listing("users().list", (stores, request) -> stores.users().list(request)).page(world.limit());
        };
    }

    private Call save() {
        UserId user = world.storedUser();
        Profile profile = world.words.profile();
        return Call.of("users().save", stores -> stores.users().save(user, profile), user, profile);
    }

    private Call update(User known) {
        User changed = known.withProfile(world.words.profile());
        return Call.of("users().update", stores -> stores.users().update(changed), changed);
    }

    private Call find() {
        UserId user = world.user();
        return Call.of("users().find", stores -> stores.users().find(user), user);
    }

    private Call get() {
        UserId user = world.user();
        return Call.of("users().get", stores -> stores.users().get(user), user);
    }
}
