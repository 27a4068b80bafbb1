package dev.kendall.testkit.airtable;

import dev.kendall.testkit.airtable.FormulaLexer.Kind;
import dev.kendall.testkit.airtable.FormulaLexer.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Makes an expression of a formula's text: comparisons, then {@code &}, then sums, then products, then single values. */
final class FormulaParser {
    private final List<Token> tokens;
    private final Table table;
    private int at;

    private FormulaParser(List<Token> tokens, Table table) {
        this.tokens = tokens;
        this.table = table;
    }

    /** The formula over rows of {@code table}. */
    static Expression parse(String formula, Table table) throws FormulaSyntaxException {
        FormulaParser parser = new FormulaParser(FormulaLexer.tokens(formula), table);
        Expression whole = parser.comparison();
        if (parser.peek().kind() != Kind.END) {
            throw FormulaSyntaxException.malformed();
        }
        return whole;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private boolean takes(String symbol) {
        if (!peek().is(symbol)) {
            return false;
        }
        at++;
        return true;
    }

    private Expression comparison() throws FormulaSyntaxException {
        Expression left = joined();
        while (true) {
            Expression one = left;
            if (takes("=")) {
                Expression other = joined();
                left = row -> FormulaComparison.equal(one.in(row), other.in(row));
            } else if (takes("!=")) {
                Expression other = joined();
                left = row -> FormulaComparison.notEqual(one.in(row), other.in(row));
            } else if (takes("<=")) {
                Expression other = joined();
                left = row -> FormulaComparison.ordered(one.in(row), other.in(row), order -> order <= 0);
            } else if (takes(">=")) {
                Expression other = joined();
                left = row -> FormulaComparison.ordered(one.in(row), other.in(row), order -> order >= 0);
            } else if (takes("<")) {
                Expression other = joined();
                left = row -> FormulaComparison.ordered(one.in(row), other.in(row), order -> order < 0);
            } else if (takes(">")) {
                Expression other = joined();
                left = row -> FormulaComparison.ordered(one.in(row), other.in(row), order -> order > 0);
            } else {
                return left;
            }
        }
    }

    private Expression joined() throws FormulaSyntaxException {
        Expression left = sum();
        while (takes("&")) {
            Expression one = left;
            Expression other = sum();
            left = row -> FormulaFunctions.joined(List.of(one.in(row), other.in(row)));
        }
        return left;
    }

    private Expression sum() throws FormulaSyntaxException {
        Expression left = product();
        while (true) {
            Expression one = left;
            if (takes("+")) {
                Expression other = product();
                left = row -> FormulaFunctions.arithmetic(one.in(row), other.in(row), Double::sum);
            } else if (takes("-")) {
                Expression other = product();
                left = row -> FormulaFunctions.arithmetic(one.in(row), other.in(row), (a, b) -> a - b);
            } else {
                return left;
            }
        }
    }

    private Expression product() throws FormulaSyntaxException {
        Expression left = single();
        while (true) {
            Expression one = left;
            if (takes("*")) {
                Expression other = single();
                left = row -> FormulaFunctions.arithmetic(one.in(row), other.in(row), (a, b) -> a * b);
            } else if (takes("/")) {
                Expression other = single();
                left = row -> FormulaFunctions.arithmetic(one.in(row), other.in(row), (a, b) -> a / b);
            } else {
                return left;
            }
        }
    }

    private Expression single() throws FormulaSyntaxException {
        if (takes("-")) {
            Expression one = single();
            return row -> FormulaFunctions.arithmetic(FormulaValue.FALSE, one.in(row), (a, b) -> a - b);
        }
        if (takes("(")) {
            Expression inner = comparison();
            require(")");
            return inner;
        }
        Token token = peek();
        at += token.kind() == Kind.END ? 0 : 1;
        return switch (token.kind()) {
            case TEXT -> constant(FormulaValue.of(token.text()));
            case NUMBER -> constant(new FormulaValue.Num(Double.parseDouble(token.text())));
            case FIELD -> field(token.text());
            case WORD -> takes("(") ? call(token.text()) : field(token.text());
            case SYMBOL, END -> throw FormulaSyntaxException.malformed();
        };
    }

    private static Expression constant(FormulaValue value) {
        return row -> value;
    }

    private Expression field(String nameOrId) throws FormulaSyntaxException {
        Field field = table.findField(nameOrId)
                .orElseThrow(
                        () -> new FormulaSyntaxException("Unknown field names: " + nameOrId.toLowerCase(Locale.ROOT)));
        return row -> row.formula(field);
    }

    private Expression call(String name) throws FormulaSyntaxException {
        List<Expression> arguments = new ArrayList<>();
        if (!takes(")")) {
            do {
                arguments.add(comparison());
            } while (takes(","));
            require(")");
        }
        return FormulaFunctions.call(name.toUpperCase(Locale.ROOT), arguments);
    }

    private void require(String symbol) throws FormulaSyntaxException {
        if (!takes(symbol)) {
            throw FormulaSyntaxException.malformed();
        }
    }
}
