package dev.kendall.examples.cutover;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.cutover.Stage;
import dev.kendall.testkit.ChatStoreContract;
import dev.kendall.testkit.ConcurrencyContract;
import dev.kendall.testkit.ContactStoreContract;
import dev.kendall.testkit.ContextReaderContract;
import dev.kendall.testkit.ErasureContract;
import dev.kendall.testkit.ExportContract;
import dev.kendall.testkit.ExternalIdStoreContract;
import dev.kendall.testkit.IsolationContract;
import dev.kendall.testkit.MemoryStoreContract;
import dev.kendall.testkit.OutboxContract;
import dev.kendall.testkit.PatternStoreContract;
import dev.kendall.testkit.SearchStoreContract;
import dev.kendall.testkit.StorageFixture;
import dev.kendall.testkit.ThreadStoreContract;
import dev.kendall.testkit.TransactionContract;
import dev.kendall.testkit.TurnContract;
import dev.kendall.testkit.UserStoreContract;
import dev.kendall.testkit.VectorStoreContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A base on Airtable and PostgreSQL keep the contract of one storage, and hold the same when what is owed is settled: with the base as the authority and
 * with PostgreSQL. {@code -Dkendall.cutover.stages=all} tries every stage, and takes minutes.
 */
class DualWriteKitTest {
    private TwoStorages storages;

    private StorageFixture in(Stage stage) {
        storages = new TwoStorages(stage);
        return storages;
    }

    private void assertEqualSides(Stage stage) {
        if (stage.copies()) {
            assertThat(storages.differences()).isEmpty();
            assertThat(storages.debts()).as("debts").isZero();
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class UsersIn extends UserStoreContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class ThreadsIn extends ThreadStoreContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class ChatsIn extends ChatStoreContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class ContactsIn extends ContactStoreContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class PatternsIn extends PatternStoreContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class MemoriesIn extends MemoryStoreContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class ExternalIdsIn extends ExternalIdStoreContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class VectorsIn extends VectorStoreContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class SearchIn extends SearchStoreContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class ContextIn extends ContextReaderContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class TransactionsIn extends TransactionContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class OutboxIn extends OutboxContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class ErasureIn extends ErasureContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class IsolationIn extends IsolationContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class ConcurrencyIn extends ConcurrencyContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class TurnIn extends TurnContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }

    @Nested
    @ParameterizedClass
    @MethodSource("dev.kendall.examples.cutover.TwoStorages#stages")
    class ExportIn extends ExportContract {
        @Parameter
        Stage stage;

        @Override
        protected StorageFixture fixture() {
            return in(stage);
        }

        @AfterEach
        void bothSidesAreEqual() {
            assertEqualSides(stage);
        }
    }
}
