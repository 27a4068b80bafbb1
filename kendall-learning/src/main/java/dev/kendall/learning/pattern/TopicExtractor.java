package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import dev.kendall.search.Words;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a large part of the messages is about: words that stand, with a probability of 95 %, in more than {@link #SHARE} of them, over at
 * least
 * {@value #MIN_WEEKS} weeks and in different sentences. Words that mostly stand together are one topic.
 */
final class TopicExtractor implements PatternExtractor {
    private static final double SHARE = 0.15;
    private static final double SURE = 0.95;
    private static final int MIN_MESSAGES = 50;
    private static final int MIN_WEEKS = 4;
    private static final int MIN_SENTENCES = 5;
    private static final int MAX_TOPICS = 5;
    private static final double SAME = 0.6;
    private static final int MAX_EVIDENCE = 100;

    /** Words that say nothing of what a message is about. */
    private static final Set<String> EMPTY_WORDS = Set.of(
            ("new get got getting go going went gone come came today tomorrow yesterday please really like want need know think time day"
                            + " thing make made good great one well much back let see say said tell told ask take took give help thank"
                            + " thanks also even still just quick long every always never maybe okay yes")
                    .split(" "));

    @Override
    public String name() {
        return "topics";
    }

    private static final class Topic {
        final Map<String, Integer> forms = new TreeMap<>();
        final List<Message> messages = new ArrayList<>();
        final Set<Integer> indices = new HashSet<>();
        final Set<String> sentences = new HashSet<>();
        final Set<Long> weeks = new HashSet<>();

        String word() {
            return forms.entrySet().stream()
                    .max(Map.Entry.<String, Integer>comparingByValue()
                            .thenComparing(
                                    Map.Entry.<String, Integer>comparingByKey().reversed()))
                    .orElseThrow()
                    .getKey();
        }

        boolean isSameAs(Topic other) {
            long shared = indices.stream().filter(other.indices::contains).count();
            return shared >= SAME * Math.min(indices.size(), other.indices.size());
        }
    }

    @Override
    public List<Finding> extract(PatternWindow window) {
        int all = window.messages().size();
        if (all < MIN_MESSAGES) {
            return List.of();
        }
        Map<Long, Topic> topics = new HashMap<>();
        for (int i = 0; i < all; i++) {
            Message message = window.messages().get(i);
            long week = LocalDate.ofInstant(message.createdAt(), window.zone()).toEpochDay() / 7;
            for (String word : KeyWords.words(Occurrence.text(message))) {
                if (word.codePointCount(0, word.length()) < 3
                        || !Character.isLetter(word.codePointAt(0))
                        || EMPTY_WORDS.contains(word)) {
                    continue;
                }
                Topic topic = topics.computeIfAbsent(Words.of(word)[0], stem -> new Topic());
                topic.forms.merge(word, 1, Integer::sum);
                topic.weeks.add(week);
                topic.sentences.add(Occurrence.text(message).strip());
                if (topic.indices.add(i)) {
                    topic.messages.add(message);
                }
            }
        }
        List<Topic> large = topics.values().stream()
                .filter(topic -> topic.weeks.size() >= MIN_WEEKS
                        && topic.sentences.size() >= MIN_SENTENCES
                        && sureness(topic, all) >= SURE)
                .sorted(Comparator.comparingInt((Topic topic) -> -topic.messages.size())
                        .thenComparing(Topic::word))
                .toList();
        List<Topic> chosen = new ArrayList<>();
        for (Topic topic : large) {
            if (chosen.size() < MAX_TOPICS && chosen.stream().noneMatch(topic::isSameAs)) {
                chosen.add(topic);
            }
        }
        return chosen.stream().map(topic -> finding(topic, all)).toList();
    }

    private static double sureness(Topic topic, int all) {
        return BetaBinomial.above(SHARE, topic.messages.size(), all - topic.messages.size());
    }

    private static Finding finding(Topic topic, int all) {
        List<Message> messages = topic.messages;
        Message last = messages.get(messages.size() - 1);
        return Finding.of(
                "topic_" + KeyWords.slug(topic.word()),
                NewPattern.of(PatternType.BEHAVIOR, "Often speaks of “" + topic.word() + "”")
                        .withConfidence(sureness(topic, all))
                        .observed(messages.size(), messages.get(0).createdAt(), last.createdAt())
                        .withEvidence(
                                messages.subList(Math.max(0, messages.size() - MAX_EVIDENCE), messages.size()).stream()
                                        .map(Message::id)
                                        .toList()));
    }
}
