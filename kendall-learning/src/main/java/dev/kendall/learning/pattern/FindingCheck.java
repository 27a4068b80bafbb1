package dev.kendall.learning.pattern;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.contact.Contact;
import dev.kendall.contact.ContactId;
import dev.kendall.learning.extraction.DropReason;
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

    /** Why a finding is left out, and the same in a sentence that holds nothing of what was said. */
    record Refusal(DropReason reason, String sentence) {}

    /**
     * What is wrong with the next finding, empty when nothing is. It is told by its number from 1, as its key may hold the user's
     * words. Foreign code may return a list with nulls in it.
     */
    Optional<Refusal> refuse(@Nullable Finding finding) {
        number++;
        if (finding == null) {
            return refusal(DropReason.INVALID, " is null");
        }
        NewPattern pattern = finding.pattern();
        if (pattern.evidence().isEmpty()) {
            return refusal(DropReason.INVALID, " cites no message");
        }
        for (MessageId id : pattern.evidence()) {
            if (!messages.contains(id)) {
                return refusal(
                        DropReason.UNKNOWN_MESSAGE,
                        " cites message " + id + ", which is none of the window of user " + window.user());
            }
        }
        ContactId contact = pattern.contact();
        if (contact != null && !contacts.contains(contact)) {
            return refusal(
                    DropReason.UNKNOWN_CONTACT,
                    " names contact " + contact + ", whom user " + window.user() + " does not have");
        }
        if (isLater(pattern.firstObserved()) || isLater(pattern.lastObserved())) {
            return refusal(DropReason.INVALID, " was observed after " + window.now());
        }
        if (!keys.add(finding.key())) {
            return refusal(DropReason.INVALID, " has the key of another");
        }
        return Optional.empty();
    }

    private Optional<Refusal> refusal(DropReason reason, String what) {
        return Optional.of(new Refusal(reason, "finding " + number + what));
    }

    private boolean isLater(@Nullable Instant time) {
        return time != null && time.isAfter(window.now());
    }
}
