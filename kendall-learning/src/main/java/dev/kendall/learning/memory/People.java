package dev.kendall.learning.memory;

import dev.kendall.contact.Contact;
import dev.kendall.memory.Memory;
import dev.kendall.memory.MemoryType;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The people around a user, and whom a mention means. A mention that fits two of them means neither. */
final class People {
    private final List<Person> people = new ArrayList<>();

    People(List<Contact> contacts) {
        for (Contact contact : contacts) {
            String relation = contact.relationship();
            Person person = known(relation == null ? null : relation.toLowerCase(Locale.ROOT), contact.name());
            if (person != null && !people.contains(person)) {
                people.add(person);
            }
        }
    }

    /** Takes in who a memory tells of. */
    void add(Memory memory) {
        Person person = Marks.person(memory);
        if (person == null && memory.type().equals(MemoryType.RELATIONSHIP)) {
            person = known(memory.key(), memory.value());
        }
        if (person != null) {
            meet(person);
        }
    }

    /** Who it is that a host knows; null: nobody. A text that is too long for a name tells of somebody, and is none. */
    private static @Nullable Person known(@Nullable String relation, String name) {
        String called = name.length() > Subject.MAX_NAME ? null : name;
        String related = relation == null || relation.length() > Subject.MAX_RELATION ? null : relation;
        return called == null && related == null ? null : Person.of(new Subject(related, called));
    }

    private void meet(Person person) {
        List<Integer> fitting = fitting(person.relation(), person.name());
        if (fitting.isEmpty()) {
            people.add(person);
        } else if (fitting.size() == 1) {
            int index = fitting.get(0);
            people.set(index, people.get(index).with(person.relation(), person.name()));
        }
    }

    private List<Integer> fitting(@Nullable String relation, @Nullable String name) {
        List<Integer> fitting = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            if (people.get(i).mayBe(relation, name)) {
                fitting.add(i);
            }
        }
        return fitting;
    }

    /** Whom the mention means, somebody new where it fits nobody; null when it fits several. */
    @Nullable
    Person find(Subject subject) {
        List<Integer> fitting = fitting(subject.relation(), subject.name());
        if (fitting.isEmpty()) {
            return Person.of(subject);
        }
        if (fitting.size() == 1) {
            return people.get(fitting.get(0)).with(subject.relation(), subject.name());
        }
        List<Integer> exact = fitting.stream()
                .filter(i -> people.get(i).relation() != null && people.get(i).name() != null)
                .filter(i -> subject.relation() != null && subject.name() != null)
                .toList();
        return exact.size() == 1 ? people.get(exact.get(0)) : null;
    }
}
