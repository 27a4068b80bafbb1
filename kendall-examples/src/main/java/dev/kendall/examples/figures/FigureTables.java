package dev.kendall.examples.figures;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** The tables in generated blocks, cell by cell. */
public final class FigureTables {
    private final Map<String, List<Table>> byBlock = new LinkedHashMap<>();

    private record Table(List<String> heading, List<List<String>> rows) {
        Stream<String> cells(List<String> row, String column) {
            int at = heading.indexOf(column);
            return rows.stream()
                    .filter(cells -> at >= 0 && at < cells.size())
                    .filter(cells ->
                            cells.subList(0, Math.min(row.size(), cells.size())).equals(row))
                    .map(cells -> cells.get(at));
        }
    }

    /** The tables of the blocks of some pages; a block's name is used once. */
    public static FigureTables of(List<String> pages) {
        FigureTables tables = new FigureTables();
        pages.forEach(page -> new GeneratedBlocks(page)
                .texts()
                .forEach((name, text) ->
                        tables.byBlock.put(name, read(text.lines().toList()))));
        return tables;
    }

    private static List<Table> read(List<String> lines) {
        List<Table> tables = new ArrayList<>();
        List<List<String>> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("|---")) {
                rows = new ArrayList<>();
                tables.add(new Table(i == 0 ? List.of() : cells(lines.get(i - 1)), rows));
            } else if (lines.get(i).startsWith("|")) {
                rows.add(cells(lines.get(i)));
            }
        }
        return tables;
    }

    private static List<String> cells(String line) {
        String inner = line.strip().replaceAll("^\\||\\|$", "");
        return Arrays.stream(inner.split("\\|", -1))
                .map(cell -> cell.replace("**", "").strip())
                .toList();
    }

    /**
     * One cell of a block's tables.
     *
     * @param source the block's name, the first cells of the row, and the heading of the column
     * @throws IllegalArgumentException when there is none, or more than one
     */
    public String cell(List<String> source) {
        if (source.size() < 3) {
            throw new IllegalArgumentException(
                    "\"" + String.join(" / ", source) + "\" must name a block, a row and a column");
        }
        List<Table> tables = byBlock.get(source.get(0));
        List<String> found = Objects.requireNonNullElse(tables, List.<Table>of()).stream()
                .flatMap(table -> table.cells(source.subList(1, source.size() - 1), source.get(source.size() - 1)))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException("\"" + String.join(" / ", source) + "\" names "
                    + (found.isEmpty() ? "no cell" : found.size() + " cells") + " of the generated tables");
        }
        return found.get(0);
    }
}
