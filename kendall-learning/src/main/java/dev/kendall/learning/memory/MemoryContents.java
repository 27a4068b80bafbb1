package dev.kendall.learning.memory;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.MessageId;
import dev.kendall.learning.memory.Facet.Cardinality;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryId;
import dev.kendall.memory.NewMemory;
import dev.kendall.user.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The memories that claims become. */
final class MemoryContents {
    /** The most messages that a memory cites; further ones only move the time when it was last said. */
    static final int MAX_EVIDENCE = 50;

    private static final long VERSION = 0x7000;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private MemoryContents() {}

    /** The key of the claim's memory: "city", or "sister Ana's city". */
    static String key(Claim claim, @Nullable Person person) {
        String name = claim.facet().name();
        return person == null ? name : person.label() + "'s " + name;
    }

    /** What is stored for an affirmed claim. */
    static NewMemory of(UserId user, Claim claim, @Nullable Person person) {
        String key = key(claim, person);
        String value = Objects.requireNonNull(claim.value(), "value");
        NewMemory memory = new NewMemory(
                id(user, key, value, claim),
                claim.facet().type(),
                key,
                value,
                claim.evidence().quote().equals(value) ? null : claim.evidence().quote(),
                claim.facet().importance(),
                claim.validFrom(),
                null,
                claim.expiresAt(),
                List.of(claim.evidence().message()),
                Marks.of(claim, person));
        return claim.facet().cardinality() == Cardinality.FIXED
                ? memory.withAttributes(Tellings.with(memory.attributes(), List.of(Telling.of(claim))))
                : memory;
    }

    /**
     * An id that the same claim of the same message always gets: so a claim that is applied again finds its memory. In the form of UUIDv7, by the
     * time of the message.
     */
    static MemoryId id(UserId user, String key, String value, Claim claim) {
        byte[] hash = sha256(String.join(
                "\n",
                user.value(),
                claim.evidence().message().toString(),
                key,
                Sameness.key(claim.facet().form(), value)));
        ByteBuffer bits = ByteBuffer.wrap(hash);
        long millis = Math.max(0, claim.evidence().saidAt().toEpochMilli());
        long high = millis << 16 | VERSION | bits.getLong() & 0x0fff;
        long low = VARIANT | bits.getLong() >>> 2;
        return new MemoryId(new UUID(high, low));
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** The content with the claim's message as further evidence; the same content where that changes nothing. */
    static NewMemory confirmed(NewMemory content, Instant lastSaid, Claim claim) {
        Evidence evidence = claim.evidence();
        Attributes told = Tellings.with(content, lastSaid, claim);
        Attributes marks = evidence.saidAt().isAfter(lastSaid) ? Marks.withSaidAt(told, evidence.saidAt()) : told;
        return content.withSources(withSource(content.sources(), evidence.message()))
                .withAttributes(marks);
    }

    /** The content, last said then, with what other memories of the same value cite and tell. */
    static NewMemory gathered(NewMemory content, Instant lastSaid, List<Memory> others) {
        List<MessageId> sources = new ArrayList<>();
        List<Telling> tellings = new ArrayList<>(Tellings.noted(content.attributes()));
        Instant last = lastSaid;
        for (Memory other : others) {
            sources.addAll(other.sources());
            tellings.addAll(Tellings.of(other));
            last = Marks.saidAt(other).isAfter(last) ? Marks.saidAt(other) : last;
        }
        List<MessageId> cited = new ArrayList<>(content.sources());
        sources.stream()
                .filter(source -> !cited.contains(source))
                .distinct()
                .limit(Math.max(0, MAX_EVIDENCE - cited.size()))
                .forEach(cited::add);
        return content.withSources(cited)
                .withAttributes(Tellings.with(Marks.withSaidAt(content.attributes(), last), tellings));
    }

    private static List<MessageId> withSource(List<MessageId> sources, MessageId message) {
        if (sources.contains(message) || sources.size() >= MAX_EVIDENCE) {
            return sources;
        }
        List<MessageId> all = new ArrayList<>(sources);
        all.add(message);
        return all;
    }

    /** The content with another value, in the same place. */
    static NewMemory withValue(NewMemory content, String value, String context) {
        return new NewMemory(
                content.id(),
                content.type(),
                content.key(),
                value,
                context.equals(value) ? null : context,
                content.importance(),
                content.validFrom(),
                content.validTo(),
                content.expiresAt(),
                content.sources(),
                content.attributes());
    }
}
