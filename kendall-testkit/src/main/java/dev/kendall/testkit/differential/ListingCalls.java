package dev.kendall.testkit.differential;

/** Goes on with listings that were begun. */
final class ListingCalls {
    private final World world;

    ListingCalls(World world) {
        this.world = world;
    }

    /** When there is no listing to go on with, it begins one of all users. */
    Call next() {
        if (world.listings.isEmpty()) {
            return new Listing(
                            "users().list", (stores, request) -> stores.users().list(request))
                    .page(1);
        }
        Listing listing = world.dice.of(world.listings);
        Listing other = world.dice.of(world.listings);
        return world.dice.chance(5) && !listing.isLike(other) ? listing.pageBehind(other) : listing.page(world.limit());
    }
}
