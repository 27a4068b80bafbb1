package dev.kendall.search;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.chat.Role;
import dev.kendall.contact.ContactMentions;
import dev.kendall.memory.Memory;
import dev.kendall.search.Explanation.ArmRank;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The order of a hybrid search: the candidates of both arms by the sum of their {@link Signal}s, each with its weight. For backends; all that it
 * looks at is the same on each of them.
 *
 * <p>The ranks of the arms find what is near the question. Whether it is evidence shows in who speaks and when, in the form of the text, and in
 * the company: evidence stands together. So candidates are first scored by themselves, as {@link RankFusion} and the signals up to {@link
 * Signal#PAIRS} say; what a neighbour or a thread adds is how good it is by that, from 1 for the best candidate of all, falling with the
 * distance to it.
 *
 * <p>Memories stand alone, and have no speaker and no form: theirs are {@link Signal#TIME} and {@link Signal#PAIRS}.
 */
public final class EvidenceRanking {
    /** How far away in its thread a message may be to count as near. */
    public static final int NEAR = 3;

    /** How much worse than the best a candidate's score is that counts 1 / e of it. */
    private static final double FADE = 1.0 / 11;
    /** The distance in messages at which nearness falls to 1 / e. */
    private static final double REACH = 2;
    /** Texts are looked at up to here. */
    private static final int LOOK = 4_000;
    /** From so many words on, a text is long: its logarithm is 4. */
    private static final int LONG = 54;

    private static final Pattern FIRST_PERSON =
            Pattern.compile("\\b(I|i|me|my|mine|myself|we|us|our|ours)\\b(?!['’]?s\\b)", Pattern.UNICODE_CASE);

    private static final Comparator<Message> NEWEST_MESSAGE = Message.CHRONOLOGICAL.reversed();
    private static final Comparator<Memory> NEWEST_MEMORY =
            Comparator.comparing(Memory::recordedAt).thenComparing(Memory::id).reversed();

    private EvidenceRanking() {}

    /**
     * What both arms found, each best first.
     *
     * @param semantic the best by meaning, with their cosines
     * @param keyword the best by word, with their scores
     */
    public record Arms<T>(List<RankFusion.Candidate<T>> semantic, List<RankFusion.Candidate<T>> keyword) {
        /** Copies the lists. */
        public Arms {
            semantic = List.copyOf(semantic);
            keyword = List.copyOf(keyword);
        }
    }

    /**
     * The best messages, up to the query's limit; equal scores newest first, then by id descending.
     *
     * @param before the ids of the up to {@value #NEAR} messages right before each candidate in its thread, the nearest first
     */
    public static List<Hit<Message>> messages(
            Asking asking, Arms<Message> arms, Function<Message, List<MessageId>> before) {
        List<Scored<Message>> scored = scored(arms);
        Question question = new Question(asking, times(scored, Message::createdAt));
        scored.forEach(question::judge);
        new Company(scored, before).judge();
        return best(scored, NEWEST_MESSAGE, asking.query().limit());
    }

    /** The best memories, up to the query's limit; equal scores the latest recorded first, then by id descending. */
    public static List<Hit<Memory>> memories(Asking asking, Arms<Memory> arms) {
        List<Scored<Memory>> scored = scored(arms);
        Question question = new Question(asking, times(scored, Memory::recordedAt));
        scored.forEach(one -> {
            question.judgeTime(one, one.item.recordedAt());
            question.judgePairs(one, EmbeddingText.of(one.item));
        });
        return best(scored, NEWEST_MEMORY, asking.query().limit());
    }

    private static <T> List<Instant> times(List<Scored<T>> scored, Function<T, Instant> time) {
        return scored.stream().map(one -> time.apply(one.item)).sorted().toList();
    }

    private static <T> List<Scored<T>> scored(Arms<T> arms) {
        Map<T, ArmRank> byWord = RankFusion.ranks(arms.keyword());
        List<Scored<T>> scored = new ArrayList<>();
        RankFusion.ranks(arms.semantic())
                .forEach((item, rank) -> scored.add(new Scored<>(item, rank, byWord.remove(item))));
        byWord.forEach((item, rank) -> scored.add(new Scored<>(item, null, rank)));
        return scored;
    }

    private static <T> List<Hit<T>> best(List<Scored<T>> scored, Comparator<T> ties, int limit) {
        return scored.stream()
                .sorted(Comparator.<Scored<T>>comparingDouble(one -> one.score)
                        .reversed()
                        .thenComparing(one -> one.item, ties))
                .limit(limit)
                .map(Scored::hit)
                .toList();
    }

    /** A candidate and what speaks for it. */
    private static final class Scored<T> {
        final T item;
        private final @Nullable ArmRank semantic;
        private final @Nullable ArmRank keyword;
        private final Map<Signal, Double> signals = new EnumMap<>(Signal.class);
        double score;

        Scored(T item, @Nullable ArmRank semantic, @Nullable ArmRank keyword) {
            this.item = item;
            this.semantic = semantic;
            this.keyword = keyword;
            add(Signal.MEANING, RankFusion.share(semantic));
            add(Signal.WORDS, RankFusion.share(keyword));
        }

        void add(Signal signal, double value) {
            double share = signal.weight() * value;
            if (share > 0) {
                signals.put(signal, share);
                score += share;
            }
        }

        Hit<T> hit() {
            return new Hit<>(item, score, new Explanation(semantic, keyword, score, signals));
        }
    }

    /** What the question says by itself. */
    private static final class Question {
        private final String text;
        private final Asking asking;
        private final QuestionForm form;
        private final boolean ofTheUser;
        private final List<DayWindow> windows;
        private final Map<String, Boolean> named = new HashMap<>();

        /**
         * A question.
         *
         * @param times those of the candidates, in order
         */
        Question(Asking asking, List<Instant> times) {
            this.asking = asking;
            String all = asking.query().text();
            this.text = all.substring(0, Math.min(LOOK, all.length()));
            this.form = new QuestionForm(text);
            this.ofTheUser = FIRST_PERSON.matcher(text).find();
            Instant now = asking.query().askedAt();
            DayWords days = new DayWords(text, now == null ? null : day(now));
            this.windows = times.isEmpty() || days.isEmpty()
                    ? List.of()
                    : days.windows(
                            day(times.get(0)).getYear(),
                            day(times.get(times.size() - 1)).getYear());
        }

        private LocalDate day(Instant time) {
            return time.atZone(asking.zone()).toLocalDate();
        }

        void judge(Scored<Message> candidate) {
            Message message = candidate.item;
            String said =
                    message.text().substring(0, Math.min(LOOK, message.text().length()));
            candidate.add(Signal.SPEAKER, speaks(message) ? 1 : 0);
            judgeTime(candidate, message.createdAt());
            candidate.add(Signal.STATEMENT, 1 - QuestionForm.questioning(said));
            QuestionForm.Reading read = form.read(message.speaker(), said);
            candidate.add(Signal.LENGTH, Math.min(1, Math.log(1 + Math.min(LONG, read.words())) / 4));
            candidate.add(Signal.FORM, read.isAnswer() ? 1 : 0);
            addPairs(candidate, read);
        }

        private boolean speaks(Message message) {
            return ofTheUser && message.role() == Role.USER
                    || message.speaker() != null
                            && named.computeIfAbsent(message.speaker(), name -> ContactMentions.names(text, name));
        }

        void judgeTime(Scored<?> candidate, Instant time) {
            if (!windows.isEmpty()) {
                LocalDate day = day(time);
                candidate.add(
                        Signal.TIME,
                        windows.stream()
                                .mapToDouble(window -> window.closeness(day))
                                .max()
                                .orElse(0));
            }
        }

        void judgePairs(Scored<?> candidate, String said) {
            addPairs(candidate, form.read(null, said));
        }

        private static void addPairs(Scored<?> candidate, QuestionForm.Reading read) {
            candidate.add(Signal.PAIRS, Math.min(1, read.sharedPairs() / 3.0));
        }
    }

    /** What the candidates are to each other. */
    private static final class Company {
        private final List<Scored<Message>> scored;
        private final Function<Message, List<MessageId>> before;
        private final Map<MessageId, Integer> places = new HashMap<>();
        private final double[] worth;

        Company(List<Scored<Message>> scored, Function<Message, List<MessageId>> before) {
            this.scored = scored;
            this.before = before;
            double best = scored.stream().mapToDouble(one -> one.score).max().orElse(0);
            this.worth = scored.stream()
                    .mapToDouble(one -> Math.exp((one.score - best) / FADE))
                    .toArray();
            for (int i = 0; i < worth.length; i++) {
                places.put(scored.get(i).item.id(), i);
            }
        }

        void judge() {
            Map<Object, Double> threads = new LinkedHashMap<>();
            for (int i = 0; i < worth.length; i++) {
                threads.merge(scored.get(i).item.thread(), worth[i], Math::max);
            }
            double[] near = new double[worth.length];
            double[] answers = new double[worth.length];
            for (int i = 0; i < worth.length; i++) {
                List<MessageId> ids = before.apply(scored.get(i).item);
                for (int distance = 1; distance <= Math.min(NEAR, ids.size()); distance++) {
                    Integer other = places.get(ids.get(distance - 1));
                    if (other != null) {
                        double reach = Math.exp(-distance / REACH);
                        near[i] += reach * worth[other];
                        near[other] += reach * worth[i];
                        answers[i] += distance == 1
                                        && QuestionForm.isQuestion(
                                                scored.get(other).item.text())
                                ? worth[other]
                                : 0;
                    }
                }
            }
            for (int i = 0; i < worth.length; i++) {
                Scored<Message> one = scored.get(i);
                one.add(Signal.THREAD, threads.getOrDefault(one.item.thread(), 0.0));
                one.add(Signal.NEAR, near[i]);
                one.add(Signal.ANSWER, answers[i]);
            }
        }
    }
}
