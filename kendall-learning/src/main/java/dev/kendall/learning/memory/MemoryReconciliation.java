package dev.kendall.learning.memory;

import dev.kendall.learning.memory.Claim.Kind;
import dev.kendall.learning.memory.Claim.Polarity;
import dev.kendall.learning.memory.Doubt.Verdict;
import dev.kendall.learning.memory.Facet.Cardinality;
import dev.kendall.learning.memory.MemoryDecision.Operation;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryType;
import dev.kendall.memory.NewMemory;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what becomes of claims, by rules alone: the same claims on the same memories always give the same decisions, and so does any cut of the
 * claims into batches, each decided after the one before was applied.
 *
 * <p>The rules, the first that fits:
 *
 * <ol>
 *   <li>What a message said once and was learned from it is not learned from it again, also when the memory no longer counts.
 *   <li>A denial closes what it denies, and nothing else. Of what nobody said it closes nothing.
 *   <li>The same value again, exactly or by {@link Sameness}, is a repeat: the message becomes evidence.
 *   <li>More detail (a date with its year) updates.
 *   <li>Where one value holds for good, another one supersedes as a correction, on demand, or when it is told a second time; else it is
 *       quarantined. Which one counts hangs on when each was told, and not on what was read first: of what was told since the last correction the
 *       one told again last, and where none was told twice the one told first. A known one that was told once, in passing, after the one that
 *       counts, is quarantined then.
 *   <li>Another value supersedes where one value holds at a time, for the same person. A second value in one message is quarantined.
 *   <li>What was said before the known value was said, and is read later, is stored as past.
 *   <li>A name that fits several people is quarantined.
 *   <li>Everything else is new.
 * </ol>
 *
 * <p>Where the rules are in doubt a {@link MemoryJudge} can be asked, last and once for all {@linkplain #doubts doubts}; without one, what
 * contradicts stays in quarantine.
 */
public final class MemoryReconciliation {
    private static final Comparator<Claim> CHRONOLOGICAL = Comparator.comparing(
                    (Claim claim) -> claim.evidence().saidAt())
            .thenComparing(claim -> claim.evidence().message());

    private final Ledger ledger;
    private final Map<Doubt, Verdict> verdicts;
    private final Set<Doubt> doubts = new LinkedHashSet<>();

    private MemoryReconciliation(KnownMemories known, Map<Doubt, Verdict> verdicts) {
        this.ledger = new Ledger(known);
        this.verdicts = Map.copyOf(verdicts);
    }

    /**
     * What becomes of the claims, in the order of the messages that say them: one decision each, and another one behind a correction that is read
     * late and brings back what was told again since.
     *
     * @param claims those of one message in the order of its text
     */
    public static List<MemoryDecision> decide(KnownMemories known, List<Claim> claims) {
        return decide(known, claims, Map.of());
    }

    /**
     * The same, with verdicts where the rules are in {@linkplain #doubts doubt}: a contradiction that would be quarantined can be a repeat in other
     * words, or take the place of what is known, which stays readable; what would be new can be a repeat. Where numbers, names or qualifiers differ
     * it is none, whatever the verdict. A verdict on anything else changes nothing.
     */
    public static List<MemoryDecision> decide(KnownMemories known, List<Claim> claims, Map<Doubt, Verdict> verdicts) {
        return new MemoryReconciliation(known, verdicts).decide(claims);
    }

    /** What the rules cannot tell by themselves about these claims, in the order of the decisions; empty mostly. */
    public static List<Doubt> doubts(KnownMemories known, List<Claim> claims) {
        MemoryReconciliation reconciliation = new MemoryReconciliation(known, Map.of());
        reconciliation.decide(claims);
        return List.copyOf(reconciliation.doubts);
    }

    private List<MemoryDecision> decide(List<Claim> claims) {
        List<MemoryDecision> decisions = new ArrayList<>();
        for (Claim claim : transitions(claims.stream().sorted(CHRONOLOGICAL).toList())) {
            MemoryDecision decision = decide(claim);
            ledger.take(decision);
            decisions.add(decision);
            countingAgain(claim, decision).ifPresent(again -> {
                ledger.take(again);
                decisions.add(again);
            });
        }
        return decisions;
    }

    /** A denial beside a new value of the same facet in the same message is one change from old to new. */
    private static List<Claim> transitions(List<Claim> claims) {
        List<Claim> result = new ArrayList<>(claims);
        for (Claim denial : claims) {
            if (denial.polarity() != Polarity.DENIED
                    || denial.value() == null
                    || denial.facet().cardinality() == Cardinality.MANY) {
                continue;
            }
            for (int i = 0; i < result.size(); i++) {
                Claim other = result.get(i);
                if (other.polarity() == Polarity.AFFIRMED
                        && other.previous() == null
                        && other.evidence().message().equals(denial.evidence().message())
                        && other.facet().equals(denial.facet())
                        && other.subject().equals(denial.subject())
                        && !same(other, denial.value())) {
                    result.set(i, other.insteadOf(denial.value()));
                    result.remove(denial);
                    break;
                }
            }
        }
        return result;
    }

    private MemoryDecision decide(Claim claim) {
        Person person = null;
        if (!claim.subject().isUser()) {
            person = ledger.people().find(claim.subject());
            if (person == null) {
                return ambiguous(claim);
            }
        }
        String key = MemoryContents.key(claim, person);
        return claim.polarity() == Polarity.DENIED ? denied(claim, key) : affirmed(claim, key, person);
    }

    private MemoryDecision ambiguous(Claim claim) {
        if (claim.polarity() == Polarity.DENIED) {
            return MemoryDecision.noop(claim, null, "it denies something of a person whom several fit");
        }
        Person unsure = Person.of(claim.subject());
        Optional<Memory> learned = learnedFromIt(claim, MemoryContents.key(claim, unsure));
        if (learned.isPresent()) {
            return MemoryDecision.noop(claim, null, "it was learned from this message before");
        }
        return quarantine(claim, null, content(claim, unsure), unsure, "several people fit the name or the relation");
    }

    private MemoryDecision denied(Claim claim, String key) {
        boolean done = !ledger.all(key, memory -> !memory.isCurrent() && cites(memory, claim) && denies(claim, memory))
                .isEmpty();
        if (done) {
            return MemoryDecision.noop(claim, null, "it was learned from this message before");
        }
        for (Memory memory : ledger.current(key)) {
            if (denies(claim, memory)) {
                return claim.evidence().saidAt().isBefore(Marks.saidAt(memory))
                        ? MemoryDecision.noop(claim, null, "what it denies was said again since")
                        : new MemoryDecision(Operation.CLOSE, claim, memory.id(), null, "the user says it is not so");
            }
        }
        return MemoryDecision.noop(claim, null, "it denies what is not known");
    }

    private static boolean denies(Claim claim, Memory memory) {
        return claim.value() == null || same(claim, memory.value());
    }

    private MemoryDecision affirmed(Claim claim, String key, @Nullable Person person) {
        if (learnedFromIt(claim, key).isPresent()) {
            return MemoryDecision.noop(claim, null, "it was learned from this message before");
        }
        List<Memory> current = ledger.current(key);
        for (Memory memory : current) {
            if (same(claim, memory.value())) {
                return tellsMore(claim, memory) ? moreDetail(claim, memory) : repeat(claim, memory);
            }
        }
        NewMemory content = content(claim, person);
        Memory rival = rival(claim, current, key);
        if (rival == null) {
            MemoryDecision added = MemoryDecision.add(claim, content, "nothing of the kind is known");
            return current.stream()
                    .filter(memory -> mayRepeat(claim, memory))
                    .findFirst()
                    .map(memory -> judged(claim, memory, added))
                    .orElse(added);
        }
        if (claim.facet().cardinality() == Cardinality.FIXED) {
            return fixed(claim, rival, content, person);
        }
        return isBefore(claim, rival) ? late(claim, key, rival, content) : replaced(claim, rival, content, person);
    }

    private static boolean isBefore(Claim claim, Memory rival) {
        return claim.evidence().saidAt().isBefore(Marks.saidAt(rival));
    }

    private MemoryDecision moreDetail(Claim claim, Memory memory) {
        NewMemory detailed = MemoryContents.withValue(
                memory.content().withId(memory.id()),
                Objects.requireNonNull(claim.value()),
                claim.evidence().quote());
        return new MemoryDecision(
                Operation.UPDATE,
                claim,
                memory.id(),
                MemoryContents.confirmed(detailed, Marks.saidAt(memory), claim),
                "it tells what is known in more detail");
    }

    private static MemoryDecision repeat(Claim claim, Memory memory) {
        return MemoryDecision.noop(claim, memory.id(), "it repeats what is known");
    }

    /** The memory that cannot hold beside the claim, or null. */
    private @Nullable Memory rival(Claim claim, List<Memory> current, String key) {
        if (claim.facet().cardinality() != Cardinality.MANY) {
            return current.isEmpty() ? null : current.get(current.size() - 1);
        }
        String previous = claim.previous();
        for (Memory memory : current) {
            if (previous != null && Sameness.same(claim.facet().form(), previous, memory.value())) {
                return memory;
            }
        }
        String opposite = opposite(claim.facet());
        if (opposite != null) {
            String there = key.substring(0, key.length() - claim.facet().name().length()) + opposite;
            for (Memory memory : ledger.current(there)) {
                if (same(claim, memory.value())) {
                    return memory;
                }
            }
        }
        return null;
    }

    /** Nobody likes and dislikes the same thing at a time. */
    private static @Nullable String opposite(Facet facet) {
        if (facet.equals(Facet.LIKES)) {
            return Facet.DISLIKES.name();
        }
        return facet.equals(Facet.DISLIKES) ? Facet.LIKES.name() : null;
    }

    private MemoryDecision late(Claim claim, String key, Memory rival, NewMemory content) {
        for (Memory past :
                ledger.all(key, memory -> memory.supersededBy() != null && !Marks.has(Marks.QUARANTINED, memory))) {
            if (same(claim, past.value())) {
                return repeat(claim, past);
            }
        }
        return past(claim, rival, content);
    }

    private static MemoryDecision past(Claim claim, Memory rival, NewMemory content) {
        return new MemoryDecision(
                Operation.ADD, claim, rival.id(), content, "it was said before what is known, and is past");
    }

    /** Where one value holds for good: {@link FixedValue} says whether it is the claim's. */
    private MemoryDecision fixed(Claim claim, Memory rival, NewMemory content, @Nullable Person person) {
        if (Telling.of(claim).settles() && isSameBreath(claim, rival)) {
            Telling inPassing =
                    new Telling(claim.evidence().saidAt(), claim.evidence().message(), false);
            NewMemory second = content.withAttributes(Tellings.with(content.attributes(), List.of(inPassing)));
            return sameBreath(claim, rival, second, person);
        }
        FixedValue told = told(claim, content.key(), rival);
        told.add(Objects.requireNonNull(claim.value(), "value"), List.of(Telling.of(claim)));
        List<Memory> before = ledger.all(content.key(), MemoryReconciliation::tells).stream()
                .filter(memory -> same(claim, memory.value()))
                .toList();
        if (same(claim, Objects.requireNonNull(told.counting(), "value that counts"))) {
            NewMemory gathered =
                    MemoryContents.gathered(content, claim.evidence().saidAt(), before);
            return supersede(claim, rival, gathered, whyItCounts(claim, before));
        }
        if (!before.isEmpty()) {
            return repeat(claim, before.get(before.size() - 1));
        }
        return isBefore(claim, rival)
                ? past(claim, rival, content)
                : judged(
                        claim,
                        rival,
                        quarantine(claim, rival, content, person, "it contradicts what should not change"));
    }

    private static String whyItCounts(Claim claim, List<Memory> before) {
        if (Telling.of(claim).settles()) {
            return "it corrects what is known";
        }
        return before.isEmpty()
                ? "it was said before what contradicts it, and that should not change"
                : "it contradicts what is known for the second time";
    }

    /** When the values under the key were told, beginning with those of the one that counts. */
    private FixedValue told(Claim claim, String key, Memory counting) {
        FixedValue told = new FixedValue((one, other) -> same(claim.facet(), one, other));
        told.add(counting.value(), Tellings.of(counting));
        ledger.all(key, MemoryReconciliation::tells).forEach(memory -> told.add(memory.value(), Tellings.of(memory)));
        return told;
    }

    /** Whether what the memory says was told: not if it was denied or taken back. */
    private static boolean tells(Memory memory) {
        return !Marks.has(Marks.REVOKED, memory)
                && (memory.isCurrent() || memory.supersededBy() != null || Marks.has(Marks.QUARANTINED, memory));
    }

    /** What a correction that is read late brings back: a value that counts by what was told since then. */
    private Optional<MemoryDecision> countingAgain(Claim claim, MemoryDecision decided) {
        String key = decided.memory() != null
                ? decided.memory().key()
                : Optional.ofNullable(decided.known())
                        .flatMap(ledger::find)
                        .map(Memory::key)
                        .orElse(null);
        if (key == null
                || claim.facet().cardinality() != Cardinality.FIXED
                || claim.polarity() != Polarity.AFFIRMED
                || !Telling.of(claim).settles()) {
            return Optional.empty();
        }
        List<Memory> current = ledger.current(key);
        if (current.isEmpty()) {
            return Optional.empty();
        }
        Memory rival = current.get(current.size() - 1);
        String counting = Objects.requireNonNull(told(claim, key, rival).counting(), "value that counts");
        if (same(claim.facet(), counting, rival.value())) {
            return Optional.empty();
        }
        List<Memory> telling = ledger.all(key, MemoryReconciliation::tells).stream()
                .filter(memory -> same(claim.facet(), counting, memory.value()))
                .toList();
        Memory last = telling.get(telling.size() - 1);
        NewMemory again = last.content()
                .withId(MemoryContents.id(ledger.known().user(), key, last.value(), claim))
                .validBetween(Marks.saidAt(last), null)
                .withAttributes(Marks.anew(last.attributes()));
        return Optional.of(new MemoryDecision(
                Operation.SUPERSEDE,
                claim,
                rival.id(),
                MemoryContents.gathered(again, Marks.saidAt(last), telling),
                "it was told again since the correction"));
    }

    private MemoryDecision replaced(Claim claim, Memory rival, NewMemory content, @Nullable Person person) {
        boolean corrects = claim.kind() != Kind.STATED
                || claim.previous() != null && Sameness.same(claim.facet().form(), claim.previous(), rival.value());
        if (isSameBreath(claim, rival) && claim.facet().cardinality() != Cardinality.MANY) {
            return sameBreath(claim, rival, content, person);
        }
        return supersede(claim, rival, content, corrects ? "it corrects what is known" : "it is the newer value");
    }

    private static boolean isSameBreath(Claim claim, Memory rival) {
        return cites(rival, claim)
                && claim.kind() != Kind.CORRECTED
                && claim.previous() == null
                && claim.validFrom() == null;
    }

    private MemoryDecision sameBreath(Claim claim, Memory rival, NewMemory content, @Nullable Person person) {
        return judged(
                claim,
                rival,
                quarantine(claim, rival, content, person, "the same message says two values of what has one"));
    }

    /** What the rules decided, unless there is a verdict that fits it. */
    private MemoryDecision judged(Claim claim, Memory known, MemoryDecision ruled) {
        Doubt doubt = Doubt.of(claim, known);
        doubts.add(doubt);
        Verdict verdict = verdicts.getOrDefault(doubt, Verdict.UNSURE);
        if (verdict == Verdict.REPEATS && mayRepeat(claim, known)) {
            return MemoryDecision.noop(claim, known.id(), "it repeats what is known, by the judge's verdict");
        }
        if (verdict == Verdict.REPLACES && ruled.operation() == Operation.QUARANTINE) {
            NewMemory kept = Objects.requireNonNull(ruled.memory());
            NewMemory counts = kept.withAttributes(Tellings.settled(Marks.withStatus(kept.attributes(), null)));
            return supersede(claim, known, counts, "it takes the place of what is known, by the judge's verdict");
        }
        return ruled;
    }

    private static boolean mayRepeat(Claim claim, Memory memory) {
        MemoryType type = claim.facet().type();
        return (type.equals(MemoryType.FACT) || type.equals(MemoryType.PREFERENCE))
                && Sameness.mayBeSame(
                        claim.facet().form(), Objects.requireNonNull(claim.value(), "value"), memory.value());
    }

    private static MemoryDecision supersede(Claim claim, Memory rival, NewMemory content, String reason) {
        NewMemory since = content.validFrom() == null
                ? content.validBetween(claim.evidence().saidAt(), content.validTo())
                : content;
        return new MemoryDecision(Operation.SUPERSEDE, claim, rival.id(), since, reason);
    }

    private static MemoryDecision quarantine(
            Claim claim, @Nullable Memory rival, NewMemory content, @Nullable Person person, String reason) {
        NewMemory kept = content.withAttributes(Marks.withStatus(content.attributes(), Marks.QUARANTINED));
        return new MemoryDecision(Operation.QUARANTINE, claim, rival == null ? null : rival.id(), kept, reason);
    }

    private NewMemory content(Claim claim, @Nullable Person person) {
        return MemoryContents.of(ledger.known().user(), claim, person);
    }

    private Optional<Memory> learnedFromIt(Claim claim, String key) {
        return ledger.all(key, memory -> cites(memory, claim) && same(claim, memory.value())).stream()
                .findFirst();
    }

    private static boolean cites(Memory memory, Claim claim) {
        return memory.sources().contains(claim.evidence().message());
    }

    private static boolean same(Claim claim, String value) {
        return same(claim.facet(), Objects.requireNonNull(claim.value(), "value"), value);
    }

    private static boolean same(Facet facet, String told, String value) {
        if (facet.type().equals(MemoryType.RELATIONSHIP)) {
            return Person.sameName(told, value);
        }
        return Sameness.same(facet.form(), told, value)
                || facet.cardinality() != Cardinality.MANY
                        && (Sameness.tellsMore(facet.form(), told, value)
                                || Sameness.tellsMore(facet.form(), value, told));
    }

    private static boolean tellsMore(Claim claim, Memory memory) {
        String told = Objects.requireNonNull(claim.value(), "value");
        if (claim.facet().type().equals(MemoryType.RELATIONSHIP)) {
            return told.length() > memory.value().length();
        }
        return Sameness.tellsMore(claim.facet().form(), told, memory.value());
    }
}
