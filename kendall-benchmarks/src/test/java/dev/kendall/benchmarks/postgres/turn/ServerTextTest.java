package dev.kendall.benchmarks.postgres.turn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.kendall.benchmarks.postgres.turn.TappedStatement.NewArray;
import dev.kendall.benchmarks.postgres.turn.TappedStatement.Null;
import dev.kendall.benchmarks.postgres.turn.TappedStatement.Typed;
import dev.kendall.benchmarks.postgres.turn.TappedStatement.Value;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ServerTextTest {
    @Test
    void valuesHaveTheTypeThatTheDriverNames() {
        OffsetDateTime time = OffsetDateTime.parse("2026-01-01T00:00:00Z");

        assertThat(ServerText.of(new Value("it's"))).isEqualTo(new ServerText("text", "it's"));
        assertThat(ServerText.of(new Value(7L))).isEqualTo(new ServerText("bigint", "7"));
        assertThat(ServerText.of(new Value(new UUID(0, 1))))
                .isEqualTo(new ServerText("uuid", "00000000-0000-0000-0000-000000000001"));
        assertThat(ServerText.of(new Value(new float[] {0.5f, -1}))).isEqualTo(new ServerText("real[]", "{0.5, -1.0}"));
        assertThat(ServerText.of(new Value(new long[0]))).isEqualTo(new ServerText("bigint[]", "{}"));
        assertThat(ServerText.of(new Typed(time, Types.TIMESTAMP_WITH_TIMEZONE)))
                .isEqualTo(new ServerText("timestamptz", "2026-01-01T00:00Z"));
    }

    @Test
    void textsOfAnArrayAreQuoted() {
        Object[] texts = {"a,b", "say \"no\"", "back\\slash", null};

        assertThat(ServerText.of(new NewArray("text", texts)).text())
                .isEqualTo("{\"a,b\",\"say \\\"no\\\"\",\"back\\\\slash\",null}");
    }

    @Test
    void whatHasNoTypeIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> ServerText.of(new Null(Types.NULL)));
        assertThatIllegalArgumentException().isThrownBy(() -> ServerText.of(new Value(new StringBuilder())));
    }
}
