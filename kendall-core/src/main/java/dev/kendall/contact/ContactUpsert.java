package dev.kendall.contact;

import dev.kendall.attributes.Attributes;
import dev.kendall.user.Profile;
import dev.kendall.user.UserId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rules of {@link ContactStore#upsert}, for backends: whom a {@link NewContact} means, and what becomes of both.
 *
 * <p>Identity is decided in this order, and stops at the first that decides:
 *
 * <ol>
 *   <li>the contact with the same phone number;
 *   <li>the contact with the same e-mail address;
 *   <li>the contact of the same name, when neither phone nor e-mail of the two differ. Two people may share a name: when several
 *       contacts of that name fit, only one of whom neither phone nor e-mail is known may be taken; else nobody is.
 * </ol>
 *
 * <p>Guessing between two namesakes was rejected: a note added to the wrong one cannot be found again, while a contact too many
 * can be merged by its owner.
 */
public final class ContactUpsert {
    private static final String DATE = "\\[[0-9]{4}-[0-9]{2}-[0-9]{2}\\] ";

    private final NewContact incoming;
    private final @Nullable String phone;
    private final ZoneId zone;

    /**
     * Reads the incoming phone number in the region of the profile.
     *
     * @throws IllegalArgumentException when that is no phone number
     */
    public ContactUpsert(NewContact incoming, Profile profile) {
        this.incoming = incoming;
        this.phone = incoming.phone() == null ? null : PhoneNumbers.normalise(incoming.phone(), profile.region());
        this.zone = profile.zone();
    }

    /** The incoming phone number in E.164, or null. */
    public @Nullable String phone() {
        return phone;
    }

    /** The incoming e-mail address as it is compared, or null. */
    public @Nullable String emailKey() {
        return incoming.email() == null ? null : Contact.emailKey(incoming.email());
    }

    /** The incoming name as it is compared. */
    public String nameKey() {
        return Contact.nameKey(incoming.name());
    }

    /**
     * Whom the incoming contact means.
     *
     * @param candidates every contact of the user that shares phone, e-mail or name with the incoming one; more do no harm
     */
    public Optional<Contact> match(Collection<Contact> candidates) {
        return byPhone(candidates).or(() -> byEmail(candidates)).or(() -> byName(candidates));
    }

    private Optional<Contact> byPhone(Collection<Contact> candidates) {
        return phone == null
                ? Optional.empty()
                : candidates.stream().filter(c -> phone.equals(c.phone())).findFirst();
    }

    private Optional<Contact> byEmail(Collection<Contact> candidates) {
        String key = emailKey();
        return key == null
                ? Optional.empty()
                : candidates.stream()
                        .filter(c -> c.email() != null && key.equals(Contact.emailKey(c.email())))
                        .findFirst();
    }

    private Optional<Contact> byName(Collection<Contact> candidates) {
        List<Contact> namesakes = candidates.stream()
                .filter(c -> Contact.nameKey(c.name()).equals(nameKey()))
                .filter(c -> !contradicts(c))
                .sorted(Comparator.comparing(Contact::id))
                .toList();
        if (namesakes.size() == 1) {
            return Optional.of(namesakes.get(0));
        }
        return namesakes.stream()
                .filter(c -> c.phone() == null && c.email() == null)
                .findFirst();
    }

    private boolean contradicts(Contact stored) {
        boolean otherPhone = phone != null && stored.phone() != null && !phone.equals(stored.phone());
        String key = emailKey();
        boolean otherEmail = key != null && stored.email() != null && !key.equals(Contact.emailKey(stored.email()));
        return otherPhone || otherEmail;
    }

    /** The contact to store when nobody matches. */
    public Contact create(UserId user, ContactId id, Instant now) {
        return new Contact(
                user,
                id,
                incoming.name().strip(),
                phone,
                incoming.email(),
                incoming.relationship(),
                incoming.notes(),
                incoming.tags(),
                incoming.contacts(),
                incoming.lastContacted(),
                incoming.attributes(),
                now,
                now,
                1);
    }

    /**
     * The stored contact with what the incoming one adds, as its next version; the stored contact itself when that is nothing.
     * What the new details replace is kept in the notes, with the day's date in the user's zone.
     *
     * <p>A phone number or address that belongs to another contact stays with that one, and is only noted here.
     *
     * @param candidates as for {@link #match}
     */
    public Contact mergeInto(Contact stored, Collection<Contact> candidates, Instant now) {
        List<String> remarks = new ArrayList<>();
        String newPhone = stored.phone();
        if (phone != null && !phone.equals(stored.phone())) {
            if (stored.phone() != null) {
                remarks.add("phone was " + stored.phone());
            }
            newPhone = phone;
        }
        String newEmail = stored.email();
        if (incoming.email() != null && !sameEmail(incoming.email(), stored.email())) {
            if (ownedByAnother(stored, candidates)) {
                remarks.add("also given the e-mail " + incoming.email() + " of another contact");
            } else {
                if (stored.email() != null) {
                    remarks.add("e-mail was " + stored.email());
                }
                newEmail = incoming.email();
            }
        }
        String newRelationship = stored.relationship();
        if (incoming.relationship() != null && !incoming.relationship().equals(stored.relationship())) {
            if (stored.relationship() != null) {
                remarks.add("relationship was " + stored.relationship());
            }
            newRelationship = incoming.relationship();
        }
        if (!Contact.nameKey(stored.name()).equals(nameKey())) {
            remarks.add("also called " + incoming.name().strip());
        }
        if (incoming.notes() != null) {
            remarks.add(incoming.notes());
        }
        Set<String> tags = new TreeSet<>(stored.tags());
        tags.addAll(incoming.tags());
        Attributes attributes = stored.attributes();
        for (var entry : incoming.attributes().asMap().entrySet()) {
            attributes = attributes.with(entry.getKey(), entry.getValue());
        }
        Contact merged = new Contact(
                stored.user(),
                stored.id(),
                stored.name(),
                newPhone,
                newEmail,
                newRelationship,
                notes(stored.notes(), remarks, LocalDate.ofInstant(now, zone)),
                tags,
                (int) Math.min(Integer.MAX_VALUE, (long) stored.contactCount() + incoming.contacts()),
                later(stored.lastContacted(), incoming.lastContacted()),
                attributes,
                stored.created(),
                stored.updated(),
                stored.version());
        return merged.equals(stored) ? stored : next(merged, now);
    }

    private static Contact next(Contact c, Instant now) {
        return new Contact(
                c.user(),
                c.id(),
                c.name(),
                c.phone(),
                c.email(),
                c.relationship(),
                c.notes(),
                c.tags(),
                c.contactCount(),
                c.lastContacted(),
                c.attributes(),
                c.created(),
                now,
                c.version() + 1);
    }

    private boolean ownedByAnother(Contact stored, Collection<Contact> candidates) {
        return byEmail(candidates)
                .filter(owner -> !owner.id().equals(stored.id()))
                .isPresent();
    }

    private static boolean sameEmail(String left, @Nullable String right) {
        return right != null && Contact.emailKey(left).equals(Contact.emailKey(right));
    }

    /** Each remark that the notes do not hold yet, on a line of its own behind its date. */
    private static @Nullable String notes(@Nullable String notes, List<String> remarks, LocalDate today) {
        String result = notes;
        for (String remark : remarks) {
            if (result == null) {
                result = "[" + today + "] " + remark;
            } else if (!holds(result, remark)) {
                result = result + "\n[" + today + "] " + remark;
            }
        }
        return result;
    }

    /** Whether the remark is an entry of its own: between two dates, or the beginning or end. */
    private static boolean holds(String notes, String remark) {
        return Pattern.compile(
                        "(\\A|^" + DATE + ")" + Pattern.quote(remark) + "(\\z|\n" + DATE + ")", Pattern.MULTILINE)
                .matcher(notes)
                .find();
    }

    private static @Nullable Instant later(@Nullable Instant left, @Nullable Instant right) {
        if (left == null || right == null) {
            return left == null ? right : left;
        }
        return left.isAfter(right) ? left : right;
    }
}
