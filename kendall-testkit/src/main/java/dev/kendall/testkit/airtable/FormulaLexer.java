package dev.kendall.testkit.airtable;

import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a formula into tokens. In a text the backslash escapes; a line break or a tab that stands there as it is makes the formula
 * invalid.
 */
final class FormulaLexer {
    private static final List<String> SYMBOLS =
            List.of("!=", "<=", ">=", "=", "<", ">", "&", "+", "-", "*", "/", "(", ")", ",");

    private final String formula;
    private int at;

    private FormulaLexer(String formula) {
        this.formula = formula;
    }

    enum Kind {
        TEXT,
        NUMBER,
        FIELD,
        WORD,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text) {
        boolean is(String symbol) {
            return kind == Kind.SYMBOL && text.equals(symbol);
        }
    }

    static List<Token> tokens(String formula) throws FormulaSyntaxException {
        FormulaLexer lexer = new FormulaLexer(formula);
        List<Token> tokens = new ArrayList<>();
        Token token;
        do {
            token = lexer.next();
            tokens.add(token);
        } while (token.kind() != Kind.END);
        return tokens;
    }

    private Token next() throws FormulaSyntaxException {
        while (at < formula.length() && Character.isWhitespace(formula.charAt(at))) {
            at++;
        }
        if (at == formula.length()) {
            return new Token(Kind.END, "");
        }
        char first = formula.charAt(at);
        if (first == '"' || first == '\'') {
            at++;
            return new Token(Kind.TEXT, upTo(first));
        }
        if (first == '{') {
            at++;
            return new Token(Kind.FIELD, upTo('}'));
        }
        if (Character.isDigit(first)) {
            return new Token(Kind.NUMBER, number());
        }
        if (isWord(first)) {
            int start = at;
            while (at < formula.length() && isWord(formula.charAt(at))) {
                at++;
            }
            return new Token(Kind.WORD, formula.substring(start, at));
        }
        for (String symbol : SYMBOLS) {
            if (formula.startsWith(symbol, at)) {
                at += symbol.length();
                return new Token(Kind.SYMBOL, symbol);
            }
        }
        throw FormulaSyntaxException.malformed();
    }

    private String upTo(char end) throws FormulaSyntaxException {
        StringBuilder text = new StringBuilder();
        while (at < formula.length()) {
            char c = formula.charAt(at++);
            if (c == end) {
                return text.toString();
            }
            if (c == '\n' || c == '\r' || c == '\t') {
                throw FormulaSyntaxException.malformed();
            }
            if (c == '\\') {
                if (at == formula.length()) {
                    break;
                }
                c = unescaped(formula.charAt(at++));
            }
            text.append(c);
        }
        throw FormulaSyntaxException.malformed();
    }

    private static char unescaped(char escaped) {
        return switch (escaped) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }

    private String number() throws FormulaSyntaxException {
        int start = at;
        int points = 0;
        while (at < formula.length() && (Character.isDigit(formula.charAt(at)) || formula.charAt(at) == '.')) {
            points += formula.charAt(at) == '.' ? 1 : 0;
            at++;
        }
        if (points > 1) {
            throw FormulaSyntaxException.malformed();
        }
        return formula.substring(start, at);
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }
}
