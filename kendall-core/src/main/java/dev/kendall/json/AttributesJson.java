package dev.kendall.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.kendall.attributes.AttributeValue;
import dev.kendall.attributes.Attributes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Attributes as a plain JSON object: texts, numbers, booleans, and arrays of texts. */
final class AttributesJson {
    private AttributesJson() {}

    static final class Writer extends StdSerializer<Attributes> {
        private static final long serialVersionUID = 1;

        Writer() {
            super(Attributes.class);
        }

        @Override
        public void serialize(Attributes attributes, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeStartObject();
            for (Map.Entry<String, AttributeValue> entry : attributes.asMap().entrySet()) {
                out.writeFieldName(entry.getKey());
                write(entry.getValue(), out);
            }
            out.writeEndObject();
        }

        private static void write(AttributeValue value, JsonGenerator out) throws IOException {
            if (value instanceof AttributeValue.Text text) {
                out.writeString(text.value());
            } else if (value instanceof AttributeValue.Number number) {
                out.writeNumber(number.value());
            } else if (value instanceof AttributeValue.Flag flag) {
                out.writeBoolean(flag.value());
            } else {
                List<String> texts = ((AttributeValue.Texts) value).values();
                out.writeArray(texts.toArray(String[]::new), 0, texts.size());
            }
        }
    }

    static final class Reader extends StdDeserializer<Attributes> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(Attributes.class);
        }

        @Override
        public Attributes deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode tree = context.readTree(parser);
            if (!tree.isObject()) {
                throw new IllegalArgumentException("attributes must be a JSON object");
            }
            Map<String, AttributeValue> values = new LinkedHashMap<>();
            for (Map.Entry<String, JsonNode> field : tree.properties()) {
                values.put(field.getKey(), value(field.getKey(), field.getValue()));
            }
            return Attributes.from(values);
        }

        private static AttributeValue value(String key, JsonNode node) {
            if (node.isTextual()) {
                return new AttributeValue.Text(node.textValue());
            }
            if (node.isNumber()) {
                return new AttributeValue.Number(node.decimalValue());
            }
            if (node.isBoolean()) {
                return new AttributeValue.Flag(node.booleanValue());
            }
            if (node.isArray()) {
                List<String> texts = new ArrayList<>();
                node.forEach(element -> {
                    if (!element.isTextual()) {
                        throw new IllegalArgumentException(
                                "attribute '" + key + "' holds an array of other than texts");
                    }
                    texts.add(element.textValue());
                });
                return new AttributeValue.Texts(texts);
            }
            throw new IllegalArgumentException(
                    "attribute '" + key + "' is neither text, number, boolean nor array of texts");
        }
    }
}
