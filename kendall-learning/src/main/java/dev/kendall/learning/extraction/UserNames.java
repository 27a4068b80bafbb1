package dev.kendall.learning.extraction;

import dev.kendall.chat.Message;
import dev.kendall.chat.Role;
import dev.kendall.contact.Contact;
import dev.kendall.user.Profile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a user is called, and so which messages are in the user's own words. A message of the role user that names no speaker is the user's; one that
 * names a speaker is the user's only when that is one of the user's names: whoever else speaks is somebody whose words the user shares, as in a group.
 *
 * <p>Rejected: to take the only speaker of a thread for the user. A thread that is shared may begin with somebody else's words, so what is learned would
 * depend on when one looks.
 *
 * @param names compared without case, with single spaces
 */
public record UserNames(List<String> names) {
    /** Copies the list. */
    public UserNames {
        names = List.copyOf(names);
    }

    /** The full name, its first word unless a contact of the user's is called so as well, and the nickname, as far as the profile has them. */
    public static UserNames of(Profile profile, List<Contact> contacts) {
        List<String> names = new ArrayList<>();
        if (profile.fullName() != null) {
            names.add(profile.fullName());
            String first = first(profile.fullName());
            if (contacts.stream().noneMatch(contact -> first(contact.name()).equals(first))) {
                names.add(first);
            }
        }
        if (profile.nickname() != null) {
            names.add(profile.nickname());
        }
        return new UserNames(names);
    }

    private static String first(String name) {
        String key = Contact.nameKey(name);
        int space = key.indexOf(' ');
        return space < 0 ? key : key.substring(0, space);
    }

    /** Whether the user speaks where this speaker is named; null: where none is. */
    public boolean isSpeaker(@Nullable String speaker) {
        return speaker == null
                || names.stream().anyMatch(name -> Contact.nameKey(name).equals(Contact.nameKey(speaker)));
    }

    /** Whether somebody else speaks, whose words the user shares. */
    public boolean isShared(Message message) {
        return message.role() == Role.USER && !isSpeaker(message.speaker());
    }
}
