package dev.kendall.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import dev.kendall.internal.Checks;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Phone numbers in E.164 ("+442079460018"), by libphonenumber. */
public final class PhoneNumbers {
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{1,14}");

    private PhoneNumbers() {}

    static void checkE164(@Nullable String phone) {
        if (phone != null && !E164.matcher(phone).matches()) {
            throw new IllegalArgumentException("a stored phone number must be in E.164, such as +442079460018");
        }
    }

    /**
     * The number in E.164.
     *
     * @param number as a person writes it, at most 64 characters
     * @param region the ISO 3166 country in which a number without a country code is read
     * @throws IllegalArgumentException when it is no phone number, has no area code, has an extension (it would stand for everybody behind
     *     one switchboard), or has no country code and there is no region
     */
    public static String normalise(String number, @Nullable String region) {
        Checks.filled("phone number", number, 64);
        PhoneNumberUtil phones = PhoneNumberUtil.getInstance();
        try {
            var parsed = phones.parse(number, region);
            String e164 = phones.format(parsed, PhoneNumberFormat.E164);
            switch (phones.isPossibleNumberWithReason(parsed)) {
                case IS_POSSIBLE -> {
                    if (!E164.matcher(e164).matches()) {
                        throw new IllegalArgumentException("the phone number has more digits than E.164 allows");
                    }
                }
                case IS_POSSIBLE_LOCAL_ONLY ->
                    throw new IllegalArgumentException(
                            "the phone number has no area code, and so does not say whose it is; write it in full");
                default ->
                    throw new IllegalArgumentException("the phone number has too few or too many digits"
                            + (region == null ? "" : " for region " + region));
            }
            if (parsed.hasExtension()) {
                throw new IllegalArgumentException(
                        "the phone number has an extension, and colleagues share what is before it;"
                                + " keep the extension in the notes");
            }
            return e164;
        } catch (NumberParseException e) {
            if (e.getErrorType() == NumberParseException.ErrorType.INVALID_COUNTRY_CODE && region == null) {
                throw new IllegalArgumentException(
                        "the phone number has no country code; write it with +, or set the region in the user's profile",
                        e);
            }
            throw new IllegalArgumentException("this is not a phone number", e);
        }
    }

    /** As {@link #normalise}; empty where that would throw, for looking up what may be no phone number at all. */
    public static Optional<String> tryNormalise(String number, @Nullable String region) {
        try {
            return Optional.of(normalise(number, region));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
