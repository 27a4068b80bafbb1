package dev.kendall.testkit;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The rules that a test proves. */
final class Rules {
    private Rules() {}

    static Set<String> of(Method test) {
        return Arrays.stream(test.getAnnotationsByType(ContractRule.class))
                .map(ContractRule::value)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
