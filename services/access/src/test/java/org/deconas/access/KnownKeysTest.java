package org.deconas.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import org.deconas.keys.InvalidKeysException;
import org.deconas.keys.KeyFile;
import org.deconas.keys.KeyHolder;
import org.deconas.keys.Role;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownKeysTest {

    private static final KeyHolder ANNA = new KeyHolder("anna", Role.VIEWER);

    @TempDir
    Path folder;

    private KeyFile file;
    private String key;

    @BeforeEach
    void fileHasAKey() throws Exception {
        file = new KeyFile(folder.resolve("keys"));
        key = file.add(ANNA, new SecureRandom());
    }

    @Test
    void keyThatIsAddedCountsAndOneThatIsRemovedDoesNot() throws Exception {
        // Given
        KnownKeys keys = new KnownKeys(file);
        String added = file.add(new KeyHolder("ben", Role.OPERATOR), new SecureRandom());
        // When
        keys.look();
        // Then
        assertThat(keys.holder(added)).contains(new KeyHolder("ben", Role.OPERATOR));
        assertThat(keys.holder(key)).contains(ANNA);
        // When
        Files.writeString(file.path(), "# nobody\n");
        keys.look();
        // Then
        assertThat(keys.holder(key)).isEmpty();
        assertThat(keys.holder(added)).isEmpty();
    }

    @Test
    void keysStayWhenTheFileIsBrokenOrGoneAndFollowItWhenItIsMended() throws Exception {
        // Given
        KnownKeys keys = new KnownKeys(file);
        // When
        Files.writeString(file.path(), "anna viewer\n");
        keys.look();
        // Then
        assertThat(keys.holder(key)).contains(ANNA);
        // When
        Files.delete(file.path());
        keys.look();
        // Then
        assertThat(keys.holder(key)).contains(ANNA);
        // When
        Files.writeString(file.path(), "");
        keys.look();
        // Then
        assertThat(keys.holder(key)).isEmpty();
    }

    @Test
    void brokenFileIsNoBeginning() throws Exception {
        // Given
        Files.writeString(file.path(), "# of the lab\nanna viewer\n");
        // Then
        assertThatThrownBy(() -> new KnownKeys(file))
                .isInstanceOf(InvalidKeysException.class)
                .hasMessageContaining(file.path() + ", line 2: ");
    }
}
