package dev.kendall.contact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhoneNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "+44 20 7946 0018, , +442079460018",
        "+44 (0)20 7946-0018, , +442079460018",
        "020 7946 0018, GB, +442079460018",
        "0044 20 7946 0018, GB, +442079460018",
        "011 44 20 7946 0018, US, +442079460018",
        "(212) 555-0123, US, +12125550123",
        "+1 212 555 0123, GB, +12125550123",
        "tel:+12125550123, , +12125550123",
        "+39 06 6982 0000, , +390669820000"
    })
    void a_number_is_read_in_the_region_unless_it_has_a_country_code(String number, String region, String e164) {
        assertThat(PhoneNumbers.normalise(number, region)).isEqualTo(e164);
        assertThat(PhoneNumbers.tryNormalise(number, region)).contains(e164);
    }

    @Test
    void a_number_that_is_normalised_stays_so() {
        assertThat(PhoneNumbers.normalise("+442079460018", null)).isEqualTo("+442079460018");
        assertThat(PhoneNumbers.normalise("+442079460018", "US")).isEqualTo("+442079460018");
    }

    @Test
    void a_number_without_country_code_and_region_says_what_to_do() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhoneNumbers.normalise("020 7946 0018", null))
                .withMessage(
                        "the phone number has no country code; write it with +, or set the region in the user's profile");
        assertThat(PhoneNumbers.tryNormalise("020 7946 0018", null)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"John", "", " ", "+", "12", "+44 20", "+999 20 7946 0018", "+44 20 7946 0018 0018 0018", "\0"})
    void what_is_no_number_is_refused_and_not_found(String number) {
        assertThatIllegalArgumentException().isThrownBy(() -> PhoneNumbers.normalise(number, "GB"));
        assertThat(PhoneNumbers.tryNormalise(number, "GB")).isEmpty();
    }

    @Test
    void the_refusal_does_not_quote_the_number() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhoneNumbers.normalise("call John at home", "GB"))
                .withMessageNotContaining("John");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhoneNumbers.normalise("+44 20 7946 00180018", "GB"))
                .withMessage("the phone number has too few or too many digits for region GB");
    }

    @ParameterizedTest
    @ValueSource(strings = {"+44 20 7946 0018 ext. 12", "020 7946 0018 x1", "tel:+442079460018;ext=2"})
    void a_number_with_an_extension_is_refused_as_colleagues_share_the_rest(String number) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhoneNumbers.normalise(number, "GB"))
                .withMessage("the phone number has an extension, and colleagues share what is before it;"
                        + " keep the extension in the notes");
        assertThat(PhoneNumbers.tryNormalise(number, "GB")).isEmpty();
    }

    @Test
    void a_number_without_area_code_is_refused_as_many_have_it() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PhoneNumbers.normalise("555-0123", "US"))
                .withMessage("the phone number has no area code, and so does not say whose it is; write it in full");
        assertThat(PhoneNumbers.tryNormalise("555-0123", "US")).isEmpty();
    }

    @Test
    void a_number_too_long_for_e_164_is_refused_although_its_country_may_have_it() {
        assertThatIllegalArgumentException().isThrownBy(() -> PhoneNumbers.normalise("+49 30 1234567890123", null));
        assertThat(PhoneNumbers.tryNormalise("+49 30 1234567890123", null)).isEmpty();
    }
}
