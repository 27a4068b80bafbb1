package dev.kendall.testkit.airtable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.kendall.testkit.airtable.FakeApi.Reply;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeErrorsTest {
    private final FakeAirtable airtable = FakeAirtable.start();
    private final FakeBase base =
            airtable.base("appErrors", schema -> schema.table("People", fields -> fields.text("name")));
    private final FakeApi api = new FakeApi(airtable, base);

    @AfterEach
    void stop() {
        airtable.close();
    }

    @Test
    void ofAWrongTokenSayThatOneIsRequired() {
        FakeApi stranger = new FakeApi(airtable, "patWrong", base.id());
        for (String path : List.of("People", "People/recAAAAAAAAAAAAAA", "None")) {
            Reply refused = stranger.get(path);
            assertThat(refused.status()).isEqualTo(401);
            assertThat(refused.error()).isEqualTo("AUTHENTICATION_REQUIRED");
        }
        assertThat(stranger.send("GET", "/v0/meta/bases", "").status()).isEqualTo(401);
        assertThat(base.requests().count(request -> request.status() == 401)).isEqualTo(3);
    }

    @Test
    void ofABaseThatIsNotThereSayNoMoreThanOfOneThatIsForbidden() {
        Reply refused = new FakeApi(airtable, airtable.token(), "appNone").get("People");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.error()).isEqualTo("INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND");
        assertThat(new FakeApi(airtable, airtable.token(), "none").get("People").status())
                .isEqualTo(404);
    }

    @Test
    void ofATableThatIsNotThereAreThatOrForbidden() {
        Reply missing = api.get("None");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.error()).isEqualTo("TABLE_NOT_FOUND");
        base.concealMissingTables();
        assertThat(api.get("None").error()).isEqualTo("INVALID_PERMISSIONS_OR_MODEL_NOT_FOUND");
        assertThat(api.post("None", "{'fields':{}}").status()).isEqualTo(403);
    }

    @Test
    void ofARecordThatIsNotThereAre404() {
        Reply missing = api.get("People/recAAAAAAAAAAAAAA");
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.error()).isEqualTo("MODEL_ID_NOT_FOUND");
    }

    @Test
    void ofAPathThatIsNotThereAreBare() {
        for (Reply missing : List.of(
                api.get("People/17"),
                api.get("People/recAAAAAAAAAAAAAA/more"),
                api.post("People/other", "{}"),
                api.send("GET", "/v1/appErrors/People", ""),
                api.send("GET", "/v0/meta/none", ""),
                api.send("GET", "/", ""))) {
            assertThat(missing.status()).isEqualTo(404);
            assertThat(missing.response().body()).isEqualTo("{\"error\":\"NOT_FOUND\"}");
        }
    }

    @Test
    void ofAUrlThatIsNotEncodedAre422() {
        assertThat(api.get("People?pageSize=1&a%5B%5B=1").error()).isEqualTo("INVALID_REQUEST_UNKNOWN");
    }

    @Test
    void areJson() {
        assertThat(api.get("None").response().headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/json"));
    }

    @Test
    void areCountedWithEverythingElse() {
        base.insert("People", Map.of("name", "Ann"));
        api.get("People");
        api.get("None");
        api.post("People", "{'fields':{'name':'Bob'}}");
        api.patch(
                base.tableId("People") + "/recAAAAAAAAAAAAAA",
                "{'fields':{'" + base.fieldId("People", "name") + "':''}}");
        assertThat(base.requests().all())
                .extracting(
                        AnsweredRequest::method,
                        AnsweredRequest::table,
                        AnsweredRequest::operation,
                        AnsweredRequest::status)
                .containsExactly(
                        tuple("GET", "People", Operation.LIST, 200),
                        tuple("GET", "None", Operation.LIST, 404),
                        tuple("POST", "People", Operation.CREATE, 200),
                        tuple("PATCH", "People", Operation.UPDATE, 404));
        FakeRequest last = base.requests().all().get(3).request();
        assertThat(last.records()).containsExactly("recAAAAAAAAAAAAAA");
        assertThat(last.names("name")).isTrue();
        base.requests().clear();
        assertThat(base.requests().count()).isZero();
    }
}
