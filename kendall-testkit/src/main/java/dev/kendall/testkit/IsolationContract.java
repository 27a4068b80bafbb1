package dev.kendall.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.attributes.Attributes;
import dev.kendall.chat.Message;
import dev.kendall.chat.MessageFilter;
import dev.kendall.contact.Contact;
import dev.kendall.entity.EntityKind;
import dev.kendall.entity.EntityRef;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryFilter;
import dev.kendall.memory.NewMemory;
import dev.kendall.page.Cursor;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import dev.kendall.storage.Capability;
import dev.kendall.storage.Storage;
import dev.kendall.thread.ThreadId;
import dev.kendall.user.UserId;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Nothing of one user is ever read or written by another, however alike their ids are, on any path of a {@link Storage}. Both use
 * the same ids for everything else.
 */
public abstract class IsolationContract extends StorageContract {
    /**
     * The system property that says how many pairs of ids are tried; all when it is not set. For a storage made of others that are tried with all
     * of them.
     */
    public static final String PAIRS = "kendall.isolation.pairs";

    private Everything everything;

    @BeforeEach
    void prepare() {
        everything = new Everything(storage, capabilities());
    }

    @Nested
    class AUser {
        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#users")
        @ContractRule("USER-4")
        @ContractRule("THREAD-3")
        @ContractRule("CHAT-4")
        @ContractRule("CONTACT-6")
        @ContractRule("CONTACT-7")
        @ContractRule("PATTERN-3")
        @ContractRule("MEMORY-6")
        @ContractRule("EXT-2")
        @ContractRule("SEARCH-9")
        @ContractRule("CONTEXT-3")
        void finds_nothing_of_another_in_any_way(UserId owner, UserId other) {
            everything.storeFor(owner);
            assertThat(everything.foundBy(owner)).isNotEmpty();
            assertThat(everything.foundBy(other)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#users")
        @ContractRule("CHAT-3")
        @ContractRule("THREAD-4")
        @ContractRule("CONTACT-8")
        @ContractRule("PATTERN-4")
        @ContractRule("MEMORY-7")
        @ContractRule("CONTEXT-3")
        void finds_the_same_whatever_another_stores_under_the_same_ids(UserId owner, UserId other) {
            everything.storeFor(owner);
            List<Object> owners = everything.foundBy(owner);
            everything.storeFor(other);
            assertThat(everything.foundBy(owner)).isEqualTo(owners);
            assertThat(everything.foundBy(other)).hasSameSizeAs(owners).doesNotContainAnyElementsOf(owned(owners));
        }

        /** Without what is equal for both because it names no user. */
        private List<Object> owned(List<Object> found) {
            return found.stream()
                    .filter(item -> item instanceof Message || item instanceof Memory || item instanceof Contact)
                    .toList();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#users")
        @ContractRule("CHAT-6")
        @ContractRule("CHAT-7")
        @ContractRule("THREAD-5")
        @ContractRule("CONTACT-9")
        @ContractRule("ERASE-1")
        void changes_nothing_of_another_without_having_anything(UserId owner, UserId other) {
            everything.storeFor(owner);
            List<Object> owners = everything.foundBy(owner);
            assertNotFound(() -> storage.chat().setAttributes(other, Everything.QUESTION, Attributes.none()));
            assertThat(storage.chat().delete(other, Everything.QUESTION)).isFalse();
            assertThat(storage.threads().delete(other, Everything.THREAD)).isFalse();
            everything
                    .contacts()
                    .forEach(id ->
                            assertThat(storage.contacts().delete(other, id)).isFalse());
            assertThat(storage.erase(other).total()).isZero();
            assertThat(everything.foundBy(owner)).isEqualTo(owners);
            assertThat(everything.foundBy(other)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#users")
        @Needs(Capability.EXTERNAL_IDS)
        @ContractRule("EXT-1")
        @ContractRule("EXT-5")
        void changes_no_external_id_of_another(UserId owner, UserId other) {
            everything.storeFor(owner);
            List<Object> owners = everything.foundBy(owner);
            for (EntityKind kind : EntityKind.values()) {
                assertThat(storage.externalIds().unlink(other, Everything.externalId(owner, kind)))
                        .isFalse();
            }
            assertConflict(() ->
                    storage.externalIds().link(EntityRef.of(other), Everything.externalId(owner, EntityKind.USER)));
            assertNotFound(() -> storage.externalIds()
                    .link(EntityRef.of(other, Everything.QUESTION), Everything.externalId(owner, EntityKind.MESSAGE)));
            assertThat(everything.foundBy(owner)).isEqualTo(owners);
            assertThat(everything.foundBy(other)).isEmpty();
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#users")
        @Needs(Capability.SEMANTIC_SEARCH)
        @ContractRule("VECTOR-3")
        void stores_no_vector_for_another(UserId owner, UserId other) {
            everything.storeFor(owner);
            Message owners = storage.chat().find(owner, Everything.ANSWER).orElseThrow();
            long before =
                    storage.vectors().countUnembedded(owner, everything.space().id());
            assertRefused(() ->
                    storage.vectors().put(other, List.of(everything.space().of(owners, 1, 0))));
            assertThat(storage.vectors()
                            .countUnembedded(owner, everything.space().id()))
                    .isEqualTo(before);
        }

        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#users")
        @ContractRule("CHAT-3")
        @ContractRule("CHAT-6")
        @ContractRule("CHAT-7")
        @ContractRule("MEMORY-2")
        @ContractRule("CONTACT-9")
        @ContractRule("THREAD-5")
        @ContractRule("ERASE-1")
        void changes_only_its_own_of_two_with_the_same_id(UserId owner, UserId other) {
            everything.storeFor(owner);
            List<Object> owners = everything.foundBy(owner);
            everything.storeFor(other);
            Memory current =
                    storage.memories().find(other, Everything.SUCCESSOR).orElseThrow();
            storage.memories().update(current.withContent(NewMemory.fact("x", "y")));
            storage.chat()
                    .setAttributes(other, Everything.QUESTION, Attributes.none().with("user_id", owner.value()));
            assertThat(everything.foundBy(owner)).isEqualTo(owners);
            assertThat(storage.chat().delete(other, Everything.QUESTION)).isTrue();
            assertThat(storage.threads().delete(other, Everything.THREAD)).isTrue();
            assertThat(everything.foundBy(owner)).isEqualTo(owners);
            assertThat(storage.erase(other).total()).isPositive();
            assertThat(everything.foundBy(owner)).isEqualTo(owners);
        }
    }

    @Nested
    class ACursor {
        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.Samples#users")
        @ContractRule("CHAT-3")
        @ContractRule("THREAD-4")
        @ContractRule("MEMORY-7")
        void of_another_user_leads_to_nothing_of_theirs(UserId owner, UserId other) {
            everything.storeFor(owner);
            everything.storeFor(other);
            PageRequest first = PageRequest.first(1);
            assertThat(behind(
                            storage.threads().list(owner, first),
                            r -> storage.threads().list(other, r)))
                    .allMatch(thread -> thread.user().equals(other));
            assertThat(behind(
                            storage.chat().list(owner, MessageFilter.all(), first),
                            r -> storage.chat().list(other, MessageFilter.all(), r)))
                    .allMatch(message -> message.user().equals(other));
            assertThat(behind(
                            storage.memories().list(owner, MemoryFilter.all(), first),
                            r -> storage.memories().list(other, MemoryFilter.all(), r)))
                    .allMatch(memory -> memory.user().equals(other));
        }

        /** Refusing the cursor is as good as knowing nobody by it. */
        private <T> List<T> behind(Page<T> page, Listing<T> listing) {
            Cursor cursor = Objects.requireNonNull(page.next(), "there are two");
            try {
                return listing.read(PageRequest.first(10).after(cursor)).items();
            } catch (IllegalArgumentException e) {
                return List.of();
            }
        }
    }

    @Nested
    class AThread {
        /** With the ids of user and thread glued together, these would be the same thread. */
        @ParameterizedTest
        @MethodSource("dev.kendall.testkit.IsolationContract#glued")
        @ContractRule("THREAD-3")
        @ContractRule("CHAT-3")
        void is_named_by_both_ids_and_not_by_their_sum(UserId user, ThreadId thread, UserId other, ThreadId others) {
            Message message = say(user, thread, "hello");
            assertThat(storage.threads().find(other, others)).isEqualTo(Optional.empty());
            assertThat(storage.chat().list(other, others, PageRequest.first(10)))
                    .isEqualTo(Page.empty());
            say(other, others, "hello");
            assertThat(storage.chat().list(user, thread, PageRequest.first(10)).items())
                    .containsExactly(message);
        }
    }

    static List<Arguments> glued() {
        return Stream.of("", "/", ":", "|", ",", " ", "-", "_", "\n", "\t")
                .map(glue -> Arguments.of(
                        UserId.of("a"), ThreadId.of("b" + glue + "c"), UserId.of("a" + glue + "b"), ThreadId.of("c")))
                .toList();
    }
}
