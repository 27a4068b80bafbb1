package dev.kendall.learning.pattern;

import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.contact.ContactMentions;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whom most of some messages name. */
final class NamedContact {
    private static final double MOST = 0.6;

    private NamedContact() {}

    static Optional<Contact> of(List<Occurrence> occurrences, PatternWindow window) {
        Map<ContactId, Integer> named = new HashMap<>();
        for (Occurrence occurrence : occurrences) {
            for (Contact contact : ContactMentions.in(occurrence.text(), window.contacts())) {
                named.merge(contact.id(), 1, Integer::sum);
            }
        }
        return window.contacts().stream()
                .filter(contact -> named.getOrDefault(contact.id(), 0) >= MOST * occurrences.size())
                .max(Comparator.comparingInt(contact -> named.getOrDefault(contact.id(), 0)));
    }
}
