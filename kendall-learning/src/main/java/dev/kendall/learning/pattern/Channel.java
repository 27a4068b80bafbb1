package dev.kendall.learning.pattern;

import java.util.Optional;
import java.util.regex.Pattern;

/** A way to be in touch with somebody, as it is spoken of in English. */
enum Channel {
    /** By phone. */
    CALL(
            "call",
            "calls",
            "call(?:s|ed|ing)?|phon(?:e|es|ed|ing)|ring(?:s|ing)?|rang|dial(?:s|ed|led|ing)?|on the phone"),
    /** By mail, e-mail or message. */
    WRITE(
            "write to",
            "writes to",
            "text(?:s|ed|ing)?|messag(?:e|es|ed|ing)|e-?mail(?:s|ed|ing)?|writ(?:e|es|ing)|wrote|whatsapp|ping(?:s|ed)?"),
    /** In person. */
    MEET("meet", "meets", "meet(?:s|ing)?|met|visit(?:s|ed|ing)?|lunch with|dinner with|coffee with|see(?:s|ing)?|saw");

    private final String base;
    private final String thirdPerson;
    private final Pattern words;

    Channel(String base, String thirdPerson, String words) {
        this.base = base;
        this.thirdPerson = thirdPerson;
        this.words = Pattern.compile("\\b(?:" + words + ")\\b", Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** The first of the channels that the text speaks of. */
    static Optional<Channel> in(String text) {
        for (Channel channel : values()) {
            if (channel.words.matcher(text).find()) {
                return Optional.of(channel);
            }
        }
        return Optional.empty();
    }

    /** "call". */
    String base() {
        return base;
    }

    /** "calls". */
    String thirdPerson() {
        return thirdPerson;
    }
}
