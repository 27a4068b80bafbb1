package dev.kendall.store.postgres.document;

import dev.kendall.store.postgres.document.Table.ForeignKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Where boxes and lines are. The users stand in the first column; each group is a row of boxes in the columns behind. A line leaves its box
 * sideways, runs up or down between two columns, where need be across above its group, and enters the other box sideways; lines to the same
 * table share their way.
 */
final class Layout {
    static final int LINE = 17;
    static final int HEADER = 26;
    static final int FOOT = 7;
    static final int PAD = 10;
    /** The width of a character of 12 pixels in fonts of one width, which is .602 em at most. */
    static final double CHARACTER = 7.3;

    private static final int MARGIN = 20;
    private static final int TITLE = 30;
    private static final int LANE = 11;
    private static final int GAP = 26;

    private final List<Box> boxes = new ArrayList<>();
    private final List<Title> titles = new ArrayList<>();
    private final List<Line> lines = new ArrayList<>();
    private final Map<Integer, List<String>> gutters = new LinkedHashMap<>();
    private final Map<Integer, List<String>> channels = new LinkedHashMap<>();
    private final List<Integer> columns = new ArrayList<>();
    private final List<Integer> bands = new ArrayList<>();
    private final int width;
    private int height;

    /** A table's box. */
    record Box(Table table, int column, int band, int x, int y, int width) {
        int height() {
            return heightOf(table);
        }

        int right() {
            return x + width;
        }

        /** The middle of a column's line. */
        int at(String name) {
            return y + HEADER + table.position(name) * LINE + LINE / 2 + 2;
        }
    }

    /** A group's title. */
    record Title(String text, int x, int y) {}

    /** A corner of a line. */
    record Point(int x, int y) {}

    /** A foreign key's line. */
    record Line(String target, List<Point> points) {}

    /** A box before it has a place. */
    private record Cell(Table table, int column, int band) {}

    Layout(List<Table> tables) {
        List<Cell> cells = cells(tables);
        for (Cell cell : cells) {
            for (ForeignKey key : cell.table().foreignKeys()) {
                reserve(cell, find(cells, key.target()));
            }
        }
        this.width = placeColumns(cells);
        placeBoxes(cells, List.copyOf(Groups.of(tables).keySet()));
        for (Box box : boxes) {
            for (ForeignKey key : box.table().foreignKeys()) {
                lines.add(route(box, key));
            }
        }
    }

    List<Box> boxes() {
        return boxes;
    }

    List<Title> titles() {
        return titles;
    }

    List<Line> lines() {
        return lines;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    static int heightOf(Table table) {
        return HEADER + table.columns().size() * LINE + FOOT;
    }

    static int widthOf(Table table) {
        int characters = table.name().length();
        for (Table.Column column : table.columns()) {
            characters = Math.max(
                    characters, column.name().length() + 2 + type(column).length());
        }
        return (int) Math.ceil(characters * CHARACTER) + 2 * PAD;
    }

    /** What stands at the right of a column's line. */
    static String type(Table.Column column) {
        return column.type() + (column.required() ? "" : "?");
    }

    private static List<Cell> cells(List<Table> tables) {
        List<Cell> cells = new ArrayList<>();
        Groups.first(tables).forEach(table -> cells.add(new Cell(table, 0, 0)));
        int band = 0;
        for (List<List<Table>> group : Groups.of(tables).values()) {
            for (int column = 0; column < group.size(); column++) {
                for (Table table : group.get(column)) {
                    cells.add(new Cell(table, column + 1, band));
                }
            }
            band++;
        }
        return cells;
    }

    private static Cell find(List<Cell> cells, String name) {
        return cells.stream()
                .filter(cell -> cell.table().name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** The gutter, which is named after the column at its left, that a line leaves its box into. */
    private static int leaving(int from, int to) {
        return to < from ? from - 1 : from;
    }

    /** The gutter that a line enters the other box from. */
    private static int entering(int from, int to) {
        return to > from ? to - 1 : to;
    }

    private void reserve(Cell from, Cell to) {
        String target = to.table().name();
        int leaving = leaving(from.column(), to.column());
        int entering = entering(from.column(), to.column());
        reserve(gutters, leaving, target);
        if (leaving != entering) {
            reserve(gutters, entering, target);
            reserve(channels, from.band(), target);
        }
    }

    private static void reserve(Map<Integer, List<String>> ways, int way, String target) {
        List<String> lanes = ways.computeIfAbsent(way, w -> new ArrayList<>());
        if (!lanes.contains(target)) {
            lanes.add(target);
        }
    }

    private static int lanes(Map<Integer, List<String>> ways, int way) {
        return ways.getOrDefault(way, List.of()).size();
    }

    private int placeColumns(List<Cell> cells) {
        int x = MARGIN;
        int last = cells.stream().mapToInt(Cell::column).max().orElse(0);
        for (int column = 0; column <= last; column++) {
            columns.add(x);
            x += widthOf(cells, column) + GAP + lanes(gutters, column) * LANE;
        }
        return x + MARGIN - GAP;
    }

    private static int widthOf(List<Cell> cells, int column) {
        return cells.stream()
                .filter(cell -> cell.column() == column)
                .mapToInt(cell -> widthOf(cell.table()))
                .max()
                .orElse(0);
    }

    private void placeBoxes(List<Cell> cells, List<String> groups) {
        int y = MARGIN;
        int first = 0;
        for (int band = 0; band < groups.size(); band++) {
            titles.add(new Title(groups.get(band), columns.get(1), y + 18));
            bands.add(y + TITLE);
            int top = y + TITLE + lanes(channels, band) * LANE;
            first = band == 0 ? top : first;
            int bottom = top;
            for (int column = 1; column < columns.size(); column++) {
                bottom = Math.max(bottom, stack(cells, column, band, top));
            }
            y = bottom;
        }
        titles.add(new Title(Groups.FIRST, columns.get(0), MARGIN + 18));
        height = Math.max(y, stack(cells, 0, 0, first)) + MARGIN - GAP;
    }

    /** Places the boxes of a cell one below the other; where the next one could begin. */
    private int stack(List<Cell> cells, int column, int band, int top) {
        int y = top;
        for (Cell cell : cells) {
            if (cell.column() == column && cell.band() == band) {
                boxes.add(new Box(cell.table(), column, band, columns.get(column), y, widthOf(cells, column)));
                y += heightOf(cell.table()) + GAP;
            }
        }
        return y;
    }

    private Line route(Box from, ForeignKey key) {
        Box to = boxes.stream()
                .filter(box -> box.table().name().equals(key.target()))
                .findFirst()
                .orElseThrow();
        String target = key.target();
        int leaving = leaving(from.column(), to.column());
        int entering = entering(from.column(), to.column());
        int begin = from.at(key.column());
        int end = to.at(key.targetColumn());
        List<Point> points = new ArrayList<>();
        points.add(new Point(to.column() < from.column() ? from.x() : from.right(), begin));
        points.add(new Point(lane(leaving, target), begin));
        if (leaving != entering) {
            int across = bands.get(from.band()) + channels.get(from.band()).indexOf(target) * LANE;
            points.add(new Point(lane(leaving, target), across));
            points.add(new Point(lane(entering, target), across));
        }
        points.add(new Point(lane(entering, target), end));
        points.add(new Point(to.column() > from.column() ? to.x() : to.right(), end));
        return new Line(target, points);
    }

    private int lane(int gutter, String target) {
        int left = boxes.stream()
                .filter(box -> box.column() == gutter)
                .mapToInt(Box::right)
                .max()
                .orElse(MARGIN);
        return left + GAP / 2 + LANE / 2 + gutters.get(gutter).indexOf(target) * LANE;
    }
}
