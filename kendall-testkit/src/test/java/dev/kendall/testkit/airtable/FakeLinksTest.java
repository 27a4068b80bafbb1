package dev.kendall.testkit.airtable;

import static dev.kendall.testkit.airtable.FakeApi.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.kendall.testkit.airtable.FakeApi.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeLinksTest {
    private final FakeAirtable airtable = FakeAirtable.start();
    private final FakeBase base = airtable.base(
            "appLinks",
            schema -> schema.table(
                            "Messages",
                            fields -> fields.text("text")
                                    .link("owner", "Users", "messages")
                                    .lookup("mail", "owner", "email")
                                    .link("answers", "Messages"))
                    .table("Users", fields -> fields.text("name").email("email").lastModifiedTime("changed")));
    private final FakeApi api = new FakeApi(airtable, base);
    private final String ann = base.insert("Users", Map.of("name", "Ann", "email", "ann@a.example"));
    private final String bob = base.insert("Users", Map.of("name", "Bob"));

    @AfterEach
    void stop() {
        airtable.close();
    }

    private String message(String... owners) {
        return base.insert("Messages", Map.of("text", "hello", "owner", List.of(owners)));
    }

    private List<String> messages(String user) {
        return base.findRecord("Users", user).orElseThrow().texts("messages");
    }

    @Test
    void areSeenFromBothSides() {
        String first = message(ann);
        String second = message(ann, bob);
        assertThat(messages(ann)).containsExactly(first, second);
        assertThat(messages(bob)).containsExactly(second);
        api.patch("Messages/" + second, "{'fields':{'owner':['" + bob + "']}}");
        assertThat(messages(ann)).containsExactly(first);
        // And from the other side.
        api.patch("Users/" + ann, "{'fields':{'messages':[]}}");
        assertThat(base.findRecord("Messages", first).orElseThrow().get("owner").isMissingNode())
                .isTrue();
    }

    @Test
    void goWithTheRow() {
        String first = message(ann, bob);
        api.delete("Users/" + ann);
        assertThat(base.findRecord("Messages", first).orElseThrow().texts("owner"))
                .containsExactly(bob);
        api.delete("Messages/" + first);
        assertThat(messages(bob)).isEmpty();
    }

    @Test
    void withinOneTableGoWithTheRowToo() {
        String question = message();
        String answer = base.insert("Messages", Map.of("text", "yes", "answers", List.of(question)));
        api.delete("Messages/" + question);
        assertThat(base.findRecord("Messages", answer).orElseThrow().texts("answers"))
                .isEmpty();
    }

    @Test
    void areIdsOfRowsThatAreThere() {
        String nowhere = "{'fields':{'owner':['recAAAAAAAAAAAAAA']}}";
        assertThat(api.post("Messages", nowhere).error()).isEqualTo("ROW_DOES_NOT_EXIST");
        assertThat(api.post("Messages", "{'fields':{'owner':['Ann']}}").error()).isEqualTo("INVALID_RECORD_ID");
        assertThat(api.post("Messages", "{'fields':{'owner':'" + ann + "'}}").error())
                .isEqualTo("INVALID_VALUE_FOR_COLUMN");
    }

    @Test
    void areMadeOfTitlesWithTypecast() {
        Reply made = api.post("Messages", "{'typecast':true,'fields':{'owner':['Ann','Eve']}}");
        assertThat(made.field("owner").path(0).asText()).isEqualTo(ann);
        String eve = made.field("owner").path(1).asText();
        assertThat(base.findRecord("Users", eve).orElseThrow().text("name")).isEqualTo("Eve");
        assertThat(messages(eve)).containsExactly(made.id());
    }

    @Test
    void areTitlesInAFormula() {
        String first = message(ann);
        message(bob);
        String both = message(ann, bob);
        assertThat(api.filter("Messages", "{owner}='Ann'").ids()).containsExactly(first);
        assertThat(api.filter("Messages", "{owner}='Ann, Bob'").ids()).containsExactly(both);
        assertThat(api.filter("Messages", "FIND('Ann',{owner})").ids()).containsExactlyInAnyOrder(first, both);
        assertThat(api.filter("Messages", "{owner}='" + ann + "'").ids()).isEmpty();
        assertThat(api.filter("Messages", "FIND('" + ann + "',{owner})").ids()).isEmpty();
    }

    @Test
    void areFollowedByLookups() {
        Reply made = api.get("Messages/" + message(bob, ann));
        assertThat(made.field("mail").toString()).isEqualTo(json("['ann@a.example']"));
        assertThat(api.filter("Messages", "{mail}='ann@a.example'").ids()).containsExactly(made.id());
        assertThat(api.post("Messages", "{'fields':{'mail':['x']}}").error()).isEqualTo("INVALID_VALUE_FOR_COLUMN");
    }

    @Test
    void areUndoneWithTheirBatch() {
        Reply refused = api.post(
                "Messages",
                "{'typecast':true,'records':[{'fields':{'owner':['" + ann + "','Eve']}},{'fields':{'none':1}}]}");
        assertThat(refused.error()).isEqualTo("UNKNOWN_FIELD_NAME");
        assertThat(messages(ann)).isEmpty();
        assertThat(base.count("Users")).isEqualTo(2);
    }

    @Test
    void ofARowAreFoundThroughAnyTable() {
        // As in Airtable, which looks at the id alone.
        assertThat(api.get("Messages/" + ann).field("name").asText()).isEqualTo("Ann");
    }
}
