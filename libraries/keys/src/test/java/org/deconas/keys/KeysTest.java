package org.deconas.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeysTest {

    /** SHA-256 of "abc" (FIPS 180-2, appendix B.1). */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final String OTHER = "0".repeat(64);

    @Test
    void keyIsRecognisedByItsDigest() throws InvalidKeysException {
        // Given
        Keys keys = Keys.parse(
                "# who may\n\nanna viewer " + OTHER + "\r\n  ben\toperator " + ABC + " # since May\n", "keys");
        // Then
        assertThat(keys.holder("abc")).contains(new KeyHolder("ben", Role.OPERATOR));
        assertThat(keys.holder("abd")).isEmpty();
        assertThat(keys.holder(ABC)).isEmpty();
        assertThat(keys.holder("")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "anna viewer                    | a line is 'name role sha256-of-key', and this one has 2 words",
                "anna viewer DIGEST more        | a line is 'name role sha256-of-key', and this one has 4 words",
                "anna admin DIGEST              | a role is viewer or operator",
                "anna VIEWER DIGEST             | a role is viewer or operator",
                "an/na viewer DIGEST            | a name has 1 to 64 letters, digits and . _ -",
                "anna viewer my-secret-in-clear | a SHA-256 has 64 digits of 0-9a-f",
                "first viewer DIGEST            | the name is in line 2 already",
                "anna viewer " + ABC + "        | the key is in line 2 already",
            })
    void wrongLineIsNamedAndNotRepeated(String line, String reason) {
        // Given
        String text = "# first\nfirst operator " + ABC + "\n" + line.replace("DIGEST", OTHER);
        // Then
        assertThatThrownBy(() -> Keys.parse(text, "keys"))
                .isInstanceOf(InvalidKeysException.class)
                .hasMessage("keys, line 3: " + reason);
    }

    @Property
    void whatIsWrittenIsRead(@ForAll("entries") List<KeyHolder> holders, @ForAll("gaps") String gap)
            throws InvalidKeysException {
        // Given
        StringBuilder text = new StringBuilder();
        Set<String> names = new HashSet<>();
        List<KeyHolder> distinct =
                holders.stream().filter(holder -> names.add(holder.name())).toList();
        for (KeyHolder holder : distinct) {
            text.append(gap).append(Keys.line(holder, Digest.ofKey("key of " + holder.name())));
            text.append(gap).append('\n').append(gap);
        }
        // When
        Keys keys = Keys.parse(text.toString(), "keys");
        // Then
        assertThat(keys.holders()).isEqualTo(distinct);
        assertThat(distinct)
                .allSatisfy(holder ->
                        assertThat(keys.holder("key of " + holder.name())).contains(holder));
        assertThat(keys.holder("key of nobody else than me")).isEmpty();
    }

    @Property
    void anyTextIsReadOrRefusedInOneLine(@ForAll("texts") String text) {
        try {
            // When
            Keys keys = Keys.parse(text, "keys");
            // Then
            assertThat(keys.holders())
                    .hasSizeLessThanOrEqualTo((int) text.lines().count());
        } catch (InvalidKeysException e) {
            assertThat(e.getMessage()).matches("keys, line \\d+: [^\\n]+").doesNotContain("secret");
        }
    }

    @Provide
    Arbitrary<List<KeyHolder>> entries() {
        Arbitrary<String> names = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("._-")
                .ofMinLength(1)
                .ofMaxLength(64);
        return names.flatMap(name -> Arbitraries.of(Role.class).map(role -> new KeyHolder(name, role)))
                .list()
                .ofMaxSize(8);
    }

    @Provide
    Arbitrary<String> gaps() {
        return Arbitraries.of("", " ", "\t ", "   ");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("secret", "viewer", "operator", " ", " ", "\n", "\r", "#", ABC, OTHER, "ä", "\0")
                .list()
                .ofMaxSize(12)
                .map(parts -> String.join("", parts));
    }
}
