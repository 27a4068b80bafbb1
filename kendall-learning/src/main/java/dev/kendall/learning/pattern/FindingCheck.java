package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.pattern.NewPattern;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Whether what one extractor returned keeps the rules of {@link Finding} within its window. Not thread-safe. */
final class FindingCheck {
    private final PatternWindow window;
    private final Set<MessageId> messages;
    private final Set<ContactId> contacts;
    private final Set<String> keys = new HashSet<>();
    private int number;

    FindingCheck(PatternWindow window) {
        this.window = window;
        messages = window.messages().stream().map(Message::id).collect(Collectors.toUnmodifiableSet());
        contacts = window.contacts().stream().map(Contact::id).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * What is wrong with the next finding, empty when nothing is. It is told by its number from 1, as its key may hold the user's
     * words. Foreign code may return a list with nulls in it.
     */
    Optional<String> refuse(@Nullable Finding finding) {
        number++;
        if (finding == null) {
            return Optional.of("finding " + number + " is null");
        }
        NewPattern pattern = finding.pattern();
        if (pattern.evidence().isEmpty()) {
            return Optional.of("finding " + number + " cites no message");
        }
        for (MessageId id : pattern.evidence()) {
            if (!messages.contains(id)) {
                return Optional.of("finding " + number + " cites message " + id
                        + ", which is none of the window of user " + window.user());
            }
        }
        ContactId contact = pattern.contact();
        if (contact != null && !contacts.contains(contact)) {
            return Optional.of("finding " + number + " names contact " + contact + ", whom user " + window.user()
                    + " does not have");
        }
        if (isLater(pattern.firstObserved()) || isLater(pattern.lastObserved())) {
            return Optional.of("finding " + number + " was observed after " + window.now());
        }
        if (!keys.add(finding.key())) {
            return Optional.of("finding " + number + " has the key of another");
        }
        return Optional.empty();
    }

    private boolean isLater(@Nullable Instant time) {
        return time != null && time.isAfter(window.now());
    }
}
