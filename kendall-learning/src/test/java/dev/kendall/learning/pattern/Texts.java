package dev.kendall.learning.pattern;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What planted users say. */
final class Texts {
    static final List<String> ROWING = List.of(
            "Rowed on the canal.",
            "Back from the boathouse, arms like jelly.",
            "Erg session done, 6 km.",
            "Rowing was windy.");
    static final List<String> PODCAST = List.of(
            "Recorded the next episode.", "Edited our podcast.", "Microphone off, the interview is in the box.");
    static final List<String> BEES =
            List.of("Checked on the hives.", "The bees look healthy.", "Harvested a little honey, got stung once.");
    static final List<String> CHESS =
            List.of("Chess at the club.", "Lost a rook ending.", "Won with the Sicilian tonight.");
    static final List<String> PHYSIO =
            List.of("Physio exercises finished.", "Did my knee stretches.", "Rubber band routine for the knee.");
    static final List<String> RENT = List.of("Transferred the rent.", "Rent is paid.", "Sent the landlord his money.");
    static final List<String> OSCAR =
            List.of("Call Oscar please.", "Can you get Oscar on the phone?", "Dial Oscar, we have our weekly talk.");

    static final Map<String, List<String>> ACTIVITIES = new TreeMap<>(Map.of(
            "rowing", ROWING, "podcast", PODCAST, "bees", BEES, "chess", CHESS, "physio", PHYSIO, "rent", RENT, "oscar",
            OSCAR));

    static final List<List<String>> DECOYS = List.of(
            List.of("Flew a kite.", "The kite got stuck in a tree."),
            List.of("Repainted the fence.", "Bought more paint for the fence.", "Second coat on the fence."),
            List.of("The vet looked at the parrot.", "Parrot is eating again.", "Took the parrot to the vet."));

    static final List<String> NOISE = List.of(
            "The tram broke down.",
            "My neighbour practises the drums.",
            "Saw a rainbow.",
            "Ran out of printer ink.",
            "What rhymes with orange?",
            "Somebody parked in front of the gate.",
            "Ate too many dumplings.",
            "My glasses are bent.",
            "Hail again, in spring!",
            "Found ten euros on the pavement.",
            "The lights flicker in the corridor.",
            "How far is the moon?",
            "My niece lost her first tooth.",
            "A parcel arrived for somebody else.",
            "Forgot my umbrella on the bus.",
            "That documentary on glaciers was grim.");

    private Texts() {}
}
