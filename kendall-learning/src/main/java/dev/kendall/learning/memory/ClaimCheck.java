package dev.kendall.learning.memory;

import dev.kendall.chat.Message;
import dev.kendall.chat.MessageId;
import dev.kendall.learning.extraction.DropReason;
import dev.kendall.learning.extraction.Quotes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes of what an extractor claims only what the window's own messages say. Whatever it cites, no other user's message is among them. */
final class ClaimCheck {
    private final MemoryWindow window;
    private final ExtractionLimits limits;
    private final Map<MessageId, Message> messages;
    private final Map<DropReason, Integer> dropped = new EnumMap<>(DropReason.class);

    ClaimCheck(MemoryWindow window, ExtractionLimits limits) {
        this.window = window;
        this.limits = limits;
        this.messages = window.messages().stream().collect(Collectors.toMap(Message::id, Function.identity()));
    }

    /** The claims that stand, at most as many as the limits allow. */
    List<Claim> check(Extraction extraction) {
        extraction.dropped().forEach((reason, count) -> dropped.merge(reason, count, Integer::sum));
        List<Claim> kept = new ArrayList<>();
        Map<MessageId, Integer> perMessage = new HashMap<>();
        for (Claim claim : extraction.claims()) {
            DropReason reason = refusal(claim);
            if (reason == null) {
                int ofMessage = perMessage.merge(claim.evidence().message(), 1, Integer::sum);
                reason = ofMessage > limits.claimsPerMessage() || kept.size() >= limits.claims()
                        ? DropReason.TOO_MANY
                        : null;
            }
            if (reason == null) {
                kept.add(claim);
            } else {
                dropped.merge(reason, 1, Integer::sum);
            }
        }
        return kept;
    }

    Map<DropReason, Integer> dropped() {
        return dropped;
    }

    private @Nullable DropReason refusal(Claim claim) {
        Evidence evidence = claim.evidence();
        Message message = messages.get(evidence.message());
        if (message == null) {
            return DropReason.UNKNOWN_MESSAGE;
        }
        if (!window.isEvidence(message)) {
            return DropReason.NOT_EVIDENCE;
        }
        if (!evidence.saidAt().equals(message.createdAt())) {
            return DropReason.INVALID;
        }
        return Quotes.stands(evidence.quote(), MemoryWindow.said(message)) ? null : DropReason.QUOTE_NOT_FOUND;
    }
}
