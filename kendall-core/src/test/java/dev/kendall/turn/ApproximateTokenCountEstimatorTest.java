package dev.kendall.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApproximateTokenCountEstimatorTest {
    private static final ApproximateTokenCountEstimator ESTIMATOR = ApproximateTokenCountEstimator.INSTANCE;

    @ParameterizedTest
    @CsvSource({"'', 0", "a, 1", "abcd, 1", "abcde, 2", "éé, 1", "ééé, 2", "中, 1", "中文, 2", "😀, 1", "😀a, 2"})
    void a_token_is_four_bytes_of_utf_8_rounded_up(String text, int tokens) {
        assertThat(ESTIMATOR.estimateTokenCountInText(text)).isEqualTo(tokens);
    }

    @Test
    void a_message_takes_four_tokens_more() {
        assertThat(ESTIMATOR.estimateTokenCountInMessage(SystemMessage.from("abcd")))
                .isEqualTo(5);
        assertThat(ESTIMATOR.estimateTokenCountInMessage(UserMessage.from("abcde")))
                .isEqualTo(6);
        assertThat(ESTIMATOR.estimateTokenCountInMessage(AiMessage.from("abcd")))
                .isEqualTo(5);
        assertThat(ESTIMATOR.estimateTokenCountInMessages(
                        List.of(SystemMessage.from("abcd"), UserMessage.from("abcde"), AiMessage.from("abcd"))))
                .isEqualTo(16);
        assertThat(ESTIMATOR.estimateTokenCountInMessages(List.of())).isZero();
    }
}
