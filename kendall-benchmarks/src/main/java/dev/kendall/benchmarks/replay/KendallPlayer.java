package dev.kendall.benchmarks.replay;

import dev.kendall.Kendall;
import dev.kendall.contact.NewContact;
import dev.kendall.turn.Turn;
import dev.kendall.user.UserId;

/**
 * The same message on Kendall: the turn is opened, contacts are stored and looked up, and the turn is completed. What the legacy
 * application reads again during tool use is in the turn's context.
 */
record KendallPlayer(Kendall kendall, UserId user) implements Player {
    /** What is stored with a contact. */
    static final String NOTES = "Spoken of in the chat.";

    @Override
    public void play(ScriptedMessage message) {
        Turn turn = kendall.turn(user, message.thread(), message.text());
        if (turn.context().recent().isEmpty()) {
            throw new IllegalStateException("the turn of " + user + " in " + message.thread() + " has no history");
        }
        for (String name : message.upserts()) {
            kendall.storage().contacts().upsert(user, NewContact.named(name).withNotes(NOTES));
        }
        for (String name : message.lookUps()) {
            kendall.storage().contacts().listByName(user, name);
        }
        turn.complete(message.reply());
    }
}
