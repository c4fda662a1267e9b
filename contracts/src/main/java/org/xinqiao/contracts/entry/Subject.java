package org.xinqiao.contracts.entry;

import org.jspecify.annotations.Nullable;
import org.xinqiao.contracts.identity.StatedName;
import org.xinqiao.contracts.identity.StatedNumber;
import org.xinqiao.contracts.identity.SubjectType;

/** Whom an entry is about. */
public sealed interface Subject {
    /** What kind of subject. */
    SubjectType type();

    /** The number as the source stated it; null in the public view of a person. */
    @Nullable StatedNumber code();

    /** The name as it may be shown: of an organisation whole, of a person masked. */
    String shownName();

    /** Whether it is a natural person. */
    default boolean natural() {
        return type() != SubjectType.ORGANISATION;
    }

    /** Whom the catalogue and the list of measures call it. */
    default AppliesTo target() {
        return natural() ? AppliesTo.NATURAL : AppliesTo.ORGANISATION;
    }

    /**
     * An organisation.
     *
     * @param code its unified social credit code
     * @param name its name
     */
    record Organisation(@Nullable StatedNumber code, String name) implements Subject {
        /** Checks the bounds. */
        public Organisation {
            EntryBounds.text(name);
        }

        @Override
        public SubjectType type() {
            return SubjectType.ORGANISATION;
        }

        @Override
        public String shownName() {
            return name;
        }
    }

    /**
     * A natural person.
     *
     * @param type by which kind of number
     * @param code the number
     * @param name the name
     */
    record Person(SubjectType type, @Nullable StatedNumber code, StatedName name)
            implements Subject {
        /** Refuses the type of organisations. */
        public Person {
            if (type == SubjectType.ORGANISATION) {
                throw new IllegalArgumentException("type: a person is no organisation");
            }
        }

        @Override
        public String shownName() {
            return name.masked();
        }
    }
}
