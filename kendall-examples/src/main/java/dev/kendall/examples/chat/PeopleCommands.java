package dev.kendall.examples.chat;

import dev.kendall.contact.Contact;
import dev.kendall.contact.NewContact;
import dev.kendall.examples.command.CommandFailed;
import dev.kendall.examples.command.ExitCode;
import dev.kendall.examples.command.Text;
import dev.kendall.page.Page;
import dev.kendall.page.PageRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Contacts and the profile. */
final class PeopleCommands {
    private static final PageRequest PAGE = PageRequest.first(500);
    private static final String CONTACT = "/contact NAME[, PHONE][, EMAIL][, RELATIONSHIP]";
    private static final String PROFILE = "/profile [FIELD = VALUE]";

    private PeopleCommands() {}

    static List<SlashCommand> all() {
        return List.of(
                new SlashCommand("/contacts", "the people who are known", (session, argument) -> contacts(session)),
                new SlashCommand(CONTACT, "add a person, or what is new about one", PeopleCommands::contact),
                new SlashCommand(
                        PROFILE, "show or change who you are: " + ProfileField.names(), PeopleCommands::profile));
    }

    private static void contacts(Session session) {
        boolean none = true;
        for (Contact contact :
                Page.each(PAGE, page -> session.storage().contacts().list(session.user(), page))) {
            session.out().println("  " + line(contact));
            none = false;
        }
        if (none) {
            session.out().println("Nobody is known yet; " + CONTACT + " adds somebody.");
        }
    }

    /** A contact on one line. */
    static String line(Contact contact) {
        return Text.snippet(
                Stream.of(contact.name(), contact.relationship(), contact.phone(), contact.email(), contact.notes())
                        .filter(Objects::nonNull)
                        .collect(Collectors.joining(", ")),
                140);
    }

    private static void contact(Session session, String argument) {
        List<String> parts =
                Arrays.stream(argument.split(",")).map(String::strip).toList();
        if (parts.isEmpty() || parts.stream().anyMatch(String::isEmpty)) {
            throw new CommandFailed(ExitCode.FAILED, "Say it as " + CONTACT + ".");
        }
        NewContact contact = NewContact.named(parts.get(0));
        for (String part : parts.subList(1, parts.size())) {
            if (part.contains("@")) {
                contact = contact.withEmail(part);
            } else if (part.matches("[+(]?[0-9][-0-9 ()./]*")) {
                contact = contact.withPhone(part);
            } else {
                contact = contact.withRelationship(part);
            }
        }
        session.ensureUser();
        session.out().println("Known: " + line(session.storage().contacts().upsert(session.user(), contact)));
    }

    private static void profile(Session session, String argument) {
        if (!argument.isEmpty()) {
            String[] parts = argument.split("=", 2);
            if (parts.length < 2) {
                throw new CommandFailed(
                        ExitCode.FAILED, "Say it as " + PROFILE + ", such as /profile nickname = Nora.");
            }
            ProfileField field = ProfileField.of(parts[0].strip());
            session.ensureUser();
            session.storage().users().save(session.user(), field.set(session.profile(), parts[1].strip()));
        }
        for (ProfileField field : ProfileField.values()) {
            String value = field.get(session.profile());
            session.out().printf("  %-12s %s%n", field, value == null ? "-" : Text.snippet(value, 120));
        }
    }
}
