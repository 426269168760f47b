package org.deconas.cli.upscaling;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class BarListenerTest {

    private static final Path ONE = Path.of("photos", "one.png");
    private static final Path OTHER = Path.of("photos", "other.png");

    private final ByteArrayOutputStream terminal = new ByteArrayOutputStream();

    @Test
    void barSaysHowManyAreDoneAndWhichOneIsOnItsWay() {
        // Given
        BarListener bar = listener(2);
        bar.started(ONE);
        bar.started(OTHER);
        terminal.reset();
        // When
        bar.ended(new Outcome.Enlarged(ONE, Path.of("one-x2.png"), 6, 4, Duration.ofSeconds(1)));
        bar.close();
        // Then
        assertThat(shown()).contains("1/2").contains("other.png").doesNotContain("one-x2.png");
    }

    @Test
    void whatWentWrongIsALineOfItsOwn() {
        // Given
        BarListener bar = listener(2);
        bar.started(ONE);
        // When
        bar.ended(new Outcome.Failed(ONE, "The image is damaged"));
        bar.ended(new Outcome.Skipped(OTHER, Path.of("other-x2.png")));
        bar.close();
        // Then
        assertThat(shown())
                .contains(
                        "\r\u001b[Kdeconas: photos/one.png: The image is damaged\n",
                        "\r\u001b[Kother-x2.png skipped: exists\n");
    }

    @Test
    void singleImageIsNamedWhenItIsDone() {
        // Given
        BarListener bar = listener(1);
        bar.started(ONE);
        // When
        bar.ended(new Outcome.Enlarged(ONE, Path.of("one-x2.png"), 6, 4, Duration.ofMillis(1234)));
        bar.close();
        // Then
        assertThat(shown()).contains("photos/one.png -> one-x2.png (6x4, 1.2 s)\n");
    }

    private BarListener listener(int all) {
        return new BarListener(new PrintStream(terminal, true, StandardCharsets.UTF_8), all);
    }

    private String shown() {
        return terminal.toString(StandardCharsets.UTF_8);
    }
}
