package dev.kendall.testkit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The rule that a test proves, by the id under which the rule stands in the Javadoc of Kendall's interfaces. */
@Documented
@Repeatable(ContractRules.class)
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ContractRule {
    /** The rule's id, such as {@code CHAT-3}. */
    String value();
}
