package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactMentions;
import dev.kendall.pattern.NewPattern;
import dev.kendall.pattern.PatternType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whom the user is mostly in touch with, and how with each: more than half of the days on which any contact is named, or on which a way
 * to be in touch with the contact is, with a probability of 95 %. A day counts once for a contact and a way.
 */
final class PreferredContactExtractor implements PatternExtractor {
    private static final int MIN_CONTACT_DAYS = 8;
    private static final int MIN_CHANNEL_DAYS = 6;
    private static final double SURE = 0.95;
    private static final int MAX_EVIDENCE = 100;
    private static final Comparator<Contact> BY_ID = Comparator.comparing(Contact::id);

    @Override
    public String name() {
        return "preferred_contacts";
    }

    @Override
    public List<Finding> extract(PatternWindow window) {
        Map<Contact, Map<LocalDate, Message>> named = new TreeMap<>(BY_ID);
        Map<Contact, Map<Channel, Map<LocalDate, Message>>> reached = new TreeMap<>(BY_ID);
        for (Message message : window.messages()) {
            String text = Occurrence.text(message);
            LocalDate day = LocalDate.ofInstant(message.createdAt(), window.zone());
            List<Contact> contacts = LeftOut.isTold(text) ? List.of() : ContactMentions.in(text, window.contacts());
            for (Contact contact : contacts) {
                named.computeIfAbsent(contact, key -> new TreeMap<>()).putIfAbsent(day, message);
                Channel.in(text)
                        .ifPresent(channel -> reached.computeIfAbsent(contact, key -> new EnumMap<>(Channel.class))
                                .computeIfAbsent(channel, key -> new TreeMap<>())
                                .putIfAbsent(day, message));
            }
        }
        List<Finding> findings = new ArrayList<>();
        int all = named.values().stream().mapToInt(Map::size).sum();
        named.forEach((contact, days) -> {
            boolean hasOthers = days.size() < all;
            double sure = BetaBinomial.above(0.5, days.size(), all - days.size());
            if (hasOthers && days.size() >= MIN_CONTACT_DAYS && sure >= SURE) {
                findings.add(finding("mostly", contact, "Is mostly in touch with " + contact.name(), days, sure));
            }
        });
        reached.forEach((contact, channels) -> {
            int inAll = channels.values().stream().mapToInt(Map::size).sum();
            channels.forEach((channel, days) -> {
                double sure = BetaBinomial.above(0.5, days.size(), inAll - days.size());
                if (days.size() >= MIN_CHANNEL_DAYS && sure >= SURE) {
                    String description = "Prefers to " + channel.base() + " " + contact.name();
                    findings.add(finding("channel", contact, description, days, sure));
                }
            });
        });
        return findings;
    }

    private static Finding finding(
            String what, Contact contact, String description, Map<LocalDate, Message> days, double sure) {
        List<Message> messages = List.copyOf(days.values());
        Message last = messages.get(messages.size() - 1);
        return Finding.of(
                what + "_" + contact.id().toString().replace('-', '_'),
                NewPattern.of(PatternType.PREFERRED_CONTACT, description)
                        .withContact(contact.id())
                        .withConfidence(sure)
                        .observed(messages.size(), messages.get(0).createdAt(), last.createdAt())
                        .withEvidence(
                                messages.subList(Math.max(0, messages.size() - MAX_EVIDENCE), messages.size()).stream()
                                        .map(Message::id)
                                        .toList()));
    }
}
