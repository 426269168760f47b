package org.deconas.searchspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class CellDrawingTest {

    @Test
    void publishedCellsAreDrawnWithEveryConnectionThatTheyHave() {
        // When
        Document drawing = parsed(CellDrawing.svg(Architecture.DECONASNET));

        // Then
        assertThat(lines(drawing))
                .containsExactlyInAnyOrder(
                        "0 conv 1",
                        "0 sep 1",
                        "0 dil 1",
                        "0 conv 2",
                        "1 conv 2",
                        "0 sep 2",
                        "0 sep 3",
                        "2 sep 3",
                        "0 dil 3",
                        "2 conv 4",
                        "0 sep 4",
                        "1 sep 4",
                        "1 dil 4",
                        "3 dil 4",
                        "0 fuse 5",
                        "1 fuse 5",
                        "2 fuse 5",
                        "3 fuse 5",
                        "4 fuse 5");
        assertThat(drawing.getElementsByTagName("title").item(0).getTextContent())
                .isEqualTo("Cells of the architecture " + Architecture.DECONASNET);
    }

    @Test
    void cellWithoutOperationsPassesItsLastInputOnAndOneThatNothingUsesLooksSo() {
        // Given
        Architecture architecture = Architecture.parse("0 0 0  1 0 0 0 0 0  1 0  0 1 0", 3);

        // When
        Document drawing = parsed(CellDrawing.svg(architecture));

        // Then
        assertThat(lines(drawing)).containsExactlyInAnyOrder("0 pass 1", "0 conv 2", "0 fuse 3", "2 fuse 3");
        assertThat(elements(drawing, "rect").stream().map(rect -> rect.getAttribute("class")))
                .contains("cell unused", "cell");
    }

    @Property(tries = 100)
    void everyLayerOperationAndConnectionIsThereOnceWhateverTheArchitecture(
            @ForAll("architectures") Architecture architecture) {
        // When
        Document drawing = parsed(CellDrawing.svg(architecture));

        // Then
        int cells = architecture.space().cells();
        assertThat(elements(drawing, "rect").stream()
                        .map(rect -> rect.getAttribute("data-layer"))
                        .filter(layer -> !layer.isEmpty()))
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, cells + 1)
                        .mapToObj(String::valueOf)
                        .toList());
        assertThat(elements(drawing, "rect").stream()
                        .filter(rect -> rect.getAttribute("class").startsWith("operation"))
                        .count())
                .isEqualTo(IntStream.range(0, cells)
                        .map(cell -> architecture.operations(cell).size())
                        .sum());
        assertThat(lines(drawing)).containsExactlyInAnyOrderElementsOf(connections(architecture));
    }

    @Property(tries = 50)
    void everythingLiesInsideTheDrawing(@ForAll("architectures") Architecture architecture) {
        // When
        Document drawing = parsed(CellDrawing.svg(architecture));

        // Then
        int width = Integer.parseInt(drawing.getDocumentElement().getAttribute("width"));
        int height = Integer.parseInt(drawing.getDocumentElement().getAttribute("height"));
        for (Element box : elements(drawing, "rect")) {
            assertThat(number(box, "x")).isNotNegative();
            assertThat(number(box, "y")).isNotNegative();
            assertThat(number(box, "x") + number(box, "width")).isLessThanOrEqualTo(width);
            assertThat(number(box, "y") + number(box, "height")).isLessThanOrEqualTo(height);
        }
        for (Element path : elements(drawing, "path")) {
            assertThat(path.getAttribute("d")).doesNotContain("-");
        }
    }

    private static List<String> connections(Architecture architecture) {
        int cells = architecture.space().cells();
        List<String> connections = new ArrayList<>();
        for (int cell = 0; cell < cells; cell++) {
            for (int input = 0; input <= cell; input++) {
                for (Operation operation : Operation.values()) {
                    if (architecture.selects(cell, input, operation)) {
                        connections.add(input + " " + operation.shortName() + " " + (cell + 1));
                    }
                }
            }
            if (architecture.operations(cell).isEmpty()) {
                connections.add(cell + " pass " + (cell + 1));
            }
        }
        architecture.locallyFused().forEach(layer -> connections.add(layer + " fuse " + (cells + 1)));
        return connections;
    }

    private static List<String> lines(Document drawing) {
        return elements(drawing, "path").stream()
                .map(path -> path.getAttribute("data-from") + " " + path.getAttribute("data-operation") + " "
                        + path.getAttribute("data-to"))
                .toList();
    }

    private static int number(Element element, String attribute) {
        return Integer.parseInt(element.getAttribute(attribute));
    }

    private static List<Element> elements(Document drawing, String name) {
        NodeList found = drawing.getElementsByTagName(name);
        return IntStream.range(0, found.getLength())
                .mapToObj(i -> (Element) found.item(i))
                .toList();
    }

    private static Document parsed(String svg) {
        try {
            return DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(svg)));
        } catch (Exception e) {
            throw new AssertionError("The drawing is no XML: " + svg, e);
        }
    }

    @Provide
    Arbitrary<Architecture> architectures() {
        Arbitrary<SearchSpace> spaces = Arbitraries.integers()
                .between(1, 6)
                .flatMap(cells -> Arbitraries.integers().between(0, 3).map(blocks -> new SearchSpace(cells, blocks)));
        return spaces.flatMap(space -> Arbitraries.of(true, false)
                .array(Boolean[].class)
                .ofSize(space.bits())
                .map(bits -> {
                    boolean[] plain = new boolean[bits.length];
                    for (int i = 0; i < bits.length; i++) {
                        plain[i] = bits[i];
                    }
                    return Architecture.of(space, plain);
                }));
    }
}
