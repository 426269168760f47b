package org.deconas.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {

    @TempDir
    Path folder;

    private final SecureRandom random = new SecureRandom();

    @Test
    void addedKeysAreRecognisedAndOnlyTheirDigestsAreOnDisk() throws Exception {
        // Given
        KeyFile file = new KeyFile(folder.resolve("keys"));
        // When
        String viewer = file.add(new KeyHolder("anna", Role.VIEWER), random);
        String operator = file.add(new KeyHolder("ben", Role.OPERATOR), random);
        // Then
        assertThat(viewer).matches("deconas_[A-Za-z0-9_-]{43}").isNotEqualTo(operator);
        assertThat(file.read().holder(viewer)).contains(new KeyHolder("anna", Role.VIEWER));
        assertThat(file.read().holder(operator)).contains(new KeyHolder("ben", Role.OPERATOR));
        assertThat(Files.readString(file.path())).doesNotContain(viewer, operator, "deconas_");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void keyIsAddedAfterALastLineThatHasNoEnd() throws Exception {
        // Given
        KeyFile file = new KeyFile(folder.resolve("keys"));
        Files.writeString(file.path(), "# of the lab");
        // When
        String key = file.add(new KeyHolder("anna", Role.VIEWER), random);
        // Then
        assertThat(file.read().holder(key)).isPresent();
        assertThat(Files.readString(file.path())).startsWith("# of the lab\nanna viewer ");
    }

    @Test
    void nameThatHasAKeyGetsNoOther() throws Exception {
        // Given
        KeyFile file = new KeyFile(folder.resolve("keys"));
        file.add(new KeyHolder("anna", Role.VIEWER), random);
        String before = Files.readString(file.path());
        // Then
        assertThatThrownBy(() -> file.add(new KeyHolder("anna", Role.OPERATOR), random))
                .hasMessage(file.path() + " has a key of anna already; remove its line first");
        assertThat(Files.readString(file.path())).isEqualTo(before);
    }

    @Test
    void fileThatIsMissingOrNoTextIsNamed() throws Exception {
        // Given
        Path missing = folder.resolve("missing");
        Path bytes = Files.write(folder.resolve("bytes"), new byte[] {(byte) 0xff, (byte) 0xfe});
        // Then
        assertThatThrownBy(() -> new KeyFile(missing).read())
                .hasMessage("there is no file of keys " + missing + "; 'deconas keys add' makes one");
        assertThatThrownBy(() -> new KeyFile(bytes).read()).hasMessage(bytes + " is no text in UTF-8");
    }
}
