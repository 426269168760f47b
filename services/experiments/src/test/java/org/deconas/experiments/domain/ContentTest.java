package org.deconas.experiments.domain;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ContentTest {

    @Test
    void textIsShownAsItIs() {
        // When
        Content content = Content.of(new byte[] {'{', (byte) 0xC3, (byte) 0xA4, 0});
        // Then
        assertThat(content).isEqualTo(new Content("{ä\0", true));
    }

    @Test
    void whatIsNoTextIsShownInBase64() {
        // When
        Content content = Content.of(new byte[] {(byte) 0xFF, 0});
        // Then
        assertThat(content).isEqualTo(new Content("/wA=", false));
    }

    @Property
    void noByteIsLost(@ForAll byte[] bytes) {
        // When
        Content content = Content.of(bytes);
        // Then
        assertThat(content.bytes()).isEqualTo(bytes);
    }
}
