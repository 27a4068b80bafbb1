package dev.kendall.learning.memory.english;

import dev.kendall.chat.Message;
import dev.kendall.learning.memory.Claim;
import dev.kendall.learning.memory.Evidence;
import dev.kendall.learning.memory.Facet;
import dev.kendall.learning.memory.Subject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import org.jspecify.annotations.Nullable;

/** What a rule knows beside the clause it reads: when and where it was said, whom the message spoke of before, and the claims so far. */
final class Scene {
    private final Message message;
    private final ZoneId zone;
    private final Days days;
    private final List<Claim> claims = new ArrayList<>();
    private final List<Subject> spokenOf = new ArrayList<>();
    private Evidence evidence;

    Scene(Message message, ZoneId zone) {
        this.message = message;
        this.zone = zone;
        this.days = new Days(LocalDate.ofInstant(message.createdAt(), zone));
        this.evidence = new Evidence(message.id(), message.createdAt(), "-");
    }

    /** From now on, claims quote this sentence. */
    void read(Sentence sentence) {
        evidence = Evidence.of(message, sentence.quote());
    }

    Evidence evidence() {
        return evidence;
    }

    Days days() {
        return days;
    }

    LocalDate said() {
        return LocalDate.ofInstant(message.createdAt(), zone);
    }

    /** The beginning of the day for the user, or null for null. */
    @Nullable
    Instant start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(zone).toInstant();
    }

    List<Claim> claims() {
        return claims;
    }

    /** Adds the claim, unless it was made already. */
    void add(@Nullable Claim claim) {
        if (claim != null && !claims.contains(claim)) {
            claims.add(claim);
        }
    }

    /** Adds: the facet of this person has the value. Nothing where there is no value. */
    void state(Subject subject, Facet facet, @Nullable String value) {
        if (value != null && value.length() <= Claim.MAX_VALUE) {
            add(Claim.stated(facet, value, evidence).about(subject));
        }
    }

    /** Adds: the facet of this person has not, or no longer, the value. Nothing where there is no value. */
    void deny(Subject subject, Facet facet, @Nullable String value) {
        if (value != null && value.length() <= Claim.MAX_VALUE) {
            add(Claim.denied(facet, value, evidence).about(subject));
        }
    }

    /** Adds: whatever the facet of this person was, it is no longer. */
    void denyAny(Subject subject, Facet facet) {
        add(Claim.denied(facet, null, evidence).about(subject));
    }

    /** Whom the words of a rule's {@code {who}} mean, or null: nobody that can be told. */
    @Nullable
    Subject subject(Matcher who) {
        if (who.group("pronoun") != null) {
            return spokenOf.size() == 1 ? spokenOf.get(0) : null;
        }
        Subject subject = who.group("rel") != null
                ? related(who.group("rel"), Lexicon.name(who.group("name")))
                : named(who.group("bare"));
        if (subject != null) {
            speakOf(subject);
        }
        return subject;
    }

    private static @Nullable Subject related(String word, @Nullable String name) {
        String relation = Lexicon.relation(word);
        if (relation == null || name == null && !Lexicon.isTelling(relation)) {
            return null;
        }
        return Subject.person(relation, name);
    }

    private static @Nullable Subject named(String words) {
        String name = Lexicon.name(words);
        if (name == null || !name.equals(words.replaceAll("'s$", ""))) {
            return null;
        }
        String relation = Lexicon.relation(name.toLowerCase(Locale.ROOT));
        return Subject.person(relation, relation == null ? name : null);
    }

    /** Remembers whom the message speaks of, for "she" and "he". */
    void speakOf(Subject subject) {
        for (int i = 0; i < spokenOf.size(); i++) {
            Subject known = spokenOf.get(i);
            boolean sameName = known.name() != null && known.name().equals(subject.name());
            boolean sameRelation = known.relation() != null && known.relation().equals(subject.relation());
            if (sameName || sameRelation && (known.name() == null || subject.name() == null)) {
                spokenOf.set(i, subject.name() != null && subject.relation() != null ? subject : known);
                return;
            }
        }
        spokenOf.add(subject);
    }
}
