package org.deconas.inference;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.awt.color.ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.deconas.pictures.Picture;
import org.deconas.pictures.PictureFormat;
import org.deconas.pictures.PictureLayout;
import org.deconas.pictures.PictureMetadata;
import org.deconas.pictures.PictureWriter;
import org.deconas.pictures.Pictures;
import org.deconas.pictures.Samples;
import org.deconas.pictures.WriteOptions;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes in and what comes out, in a service that cuts anything larger than 100x100 into tiles. */
@QuarkusTest
@QuarkusTestResource(MeshResource.class)
class PictureKindsIT {

    @ConfigProperty(name = "deconas.artifacts.directory")
    Path artifacts;

    @BeforeEach
    void aModelServes() throws IOException {
        new Client(artifacts).serve("kinds", 3);
    }

    @ParameterizedTest
    @CsvSource({
        "false, false, 8", "false, true, 8", "true, false, 8", "true, true, 8",
        "false, false, 16", "false, true, 16", "true, false, 16", "true, true, 16"
    })
    void layoutStaysAsItIs(boolean colour, boolean alpha, int bits) throws IOException {
        // Given
        PictureLayout layout = new PictureLayout(colour, alpha, bits);

        // When
        Picture enlarged = enlarged(file(PictureFormat.PNG, picture(23, 17, layout)));

        // Then
        assertThat(enlarged.width()).isEqualTo(46);
        assertThat(enlarged.height()).isEqualTo(34);
        assertThat(enlarged.layout()).isEqualTo(layout);
    }

    @ParameterizedTest
    @EnumSource(
            value = PictureFormat.class,
            names = {"PNG", "JPEG", "WEBP", "TIFF"})
    void formatIsWhatTheParameterSaysOrElseWhatIsAccepted(PictureFormat format) throws IOException {
        // Given
        byte[] file = file(PictureFormat.TIFF, picture(20, 10, PictureLayout.RGBA_8));

        // When
        Response named = given().body(file)
                .queryParam("format", format.name().toLowerCase(Locale.ROOT))
                .post("/v1/upscale?model=kinds");
        Response accepted = given().body(file).accept(format.mediaType()).post("/v1/upscale?model=kinds");

        // Then
        for (Response response : List.of(named, accepted)) {
            response.then().statusCode(200).contentType(format.mediaType()).header("Deconas-Size", "40x20");
            assertThat(Pictures.header(response.asByteArray()).format()).isEqualTo(format);
            assertThat(Pictures.read(response.asByteArray()).width()).isEqualTo(40);
        }
    }

    @Test
    void whoSendsAndAcceptsNoStatedTypeGetsPng() throws Exception {
        // Given: RestAssured would accept everything in so many words
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(RestAssured.baseURI + ":" + RestAssured.port + "/v1/upscale?model=kinds"))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        file(PictureFormat.PNG, picture(9, 7, PictureLayout.RGB_8))))
                .build();

        // When
        HttpResponse<byte[]> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());

        // Then
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(Pictures.header(response.body()).format()).isEqualTo(PictureFormat.PNG);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "3, 4000", "101, 101", "150, 90"})
    void anySizeIsTakenTiledOrNot(int width, int height) throws IOException {
        // When
        Picture enlarged = enlarged(file(PictureFormat.PNG, picture(width, height, PictureLayout.RGB_8)));

        // Then
        assertThat(enlarged.width()).isEqualTo(2 * width);
        assertThat(enlarged.height()).isEqualTo(2 * height);
    }

    @Test
    void tilesLeaveNoSeam() throws IOException {
        // Given: a picture that is cut into tiles
        Picture whole = picture(200, 58, PictureLayout.GREY_8);

        // When
        Picture tiled = enlarged(file(PictureFormat.PNG, whole));

        // Then: no column differs from its neighbour by more at a seam than elsewhere
        double largest = 0;
        double sum = 0;
        for (int x = 1; x < tiled.width(); x++) {
            double jump = 0;
            for (int y = 0; y < tiled.height(); y++) {
                jump += Math.abs(tiled.sample(x, y, 0) - tiled.sample(x - 1, y, 0));
            }
            largest = Math.max(largest, jump);
            sum += jump;
        }
        assertThat(largest).isLessThan(4 * sum / (tiled.width() - 1));
    }

    @Test
    void profileIsKeptAlwaysAndMetadataWhenAskedFor() throws IOException {
        // Given
        byte[] icc = ICC_Profile.getInstance(ColorSpace.CS_sRGB).getData();
        Picture plain = picture(16, 16, PictureLayout.RGB_8);
        Picture picture = new Picture(
                16,
                16,
                plain.layout(),
                plain.samples(),
                Optional.of(icc),
                new PictureMetadata(
                        Optional.empty(), Optional.empty(), List.of(new PictureMetadata.Text("Title", "a title"))));
        byte[] file = file(PictureFormat.PNG, picture);

        // When
        Picture without = enlarged(file);
        Picture with = Pictures.read(
                given().body(file).post("/v1/upscale?model=kinds&metadata=keep").asByteArray());

        // Then
        assertThat(without.icc()).hasValue(icc);
        assertThat(without.metadata().text()).isEmpty();
        assertThat(with.icc()).hasValue(icc);
        assertThat(with.metadata().text()).containsExactly(new PictureMetadata.Text("Title", "a title"));
    }

    @Test
    void meanOverEightOrientationsDoesNotDependOnTheOrientation() throws IOException {
        // Given
        Picture upright = picture(20, 12, PictureLayout.GREY_8);
        Picture mirrored = mirrored(upright);

        // When
        Picture first = ensemble(upright);
        Picture second = mirrored(ensemble(mirrored));

        // Then: float32 may round a half up here and down there
        for (int y = 0; y < first.height(); y++) {
            for (int x = 0; x < first.width(); x++) {
                assertThat(Math.abs(first.sample(x, y, 0) - second.sample(x, y, 0)))
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 12, true, false", "20, 12, true, true", "20, 12, false, true", "90, 60, true, false"})
    void twoPassesGiveWhatTwoRequestsGive(int width, int height, boolean colour, boolean alpha) throws IOException {
        // Given: of 16 bits, so that what is rounded between two requests does not count; the last is cut into tiles in
        // its second pass
        byte[] file = file(PictureFormat.PNG, picture(width, height, new PictureLayout(colour, alpha, 16)));

        // When
        Response inOne = given().body(file).post("/v1/upscale?model=kinds&passes=2");
        Picture inTwo =
                enlarged(given().body(file).post("/v1/upscale?model=kinds").asByteArray());

        // Then
        inOne.then().statusCode(200).header("Deconas-Scale", "4").header("Deconas-Size", 4 * width + "x" + 4 * height);
        Picture atOnce = Pictures.read(inOne.asByteArray());
        assertThat(atOnce.layout()).isEqualTo(inTwo.layout());
        int step = 1 << 8; // of 8 bits
        for (int y = 0; y < atOnce.height(); y++) {
            for (int x = 0; x < atOnce.width(); x++) {
                for (int channel = 0; channel < atOnce.layout().channels(); channel++) {
                    assertThat(Math.abs(atOnce.sample(x, y, channel) - inTwo.sample(x, y, channel)))
                            .isLessThan(step);
                }
            }
        }
    }

    @Test
    void imageThatIsTooLargeBeforeItsLastPassIsRefused() {
        given().body(TestImages.pngThatClaims(8000, 8000))
                .post("/v1/upscale?model=kinds&passes=4")
                .then()
                .statusCode(413)
                .body("detail", containsString("64000x64000 pixels before its last pass"));
    }

    @Test
    void imageMayComeInAForm() throws IOException {
        // Given
        byte[] file = file(PictureFormat.PNG, picture(9, 7, PictureLayout.RGB_8));

        // When, then
        given().multiPart("image", "photo.png", file, "image/png")
                .post("/v1/upscale?model=kinds")
                .then()
                .statusCode(200)
                .contentType("image/png")
                .header("Deconas-Size", "18x14");
        given().multiPart("picture", "photo.png", file, "image/png")
                .post("/v1/upscale?model=kinds")
                .then()
                .statusCode(400)
                .body("detail", containsString("no file 'image'"));
    }

    @ParameterizedTest
    @CsvSource({
        "format=gif, 400, png",
        "format=png&quality=101, 400, 1 to 100",
        "metadata=some, 400, keep or drop",
        "passes=0, 400, 1 to 4",
        "passes=5, 400, 1 to 4",
        "quality=best, 404, ''"
    })
    void wrongParameterIsNamed(String query, int status, String detail) throws IOException {
        // Given
        byte[] file = file(PictureFormat.PNG, picture(9, 7, PictureLayout.RGB_8));

        // When, then
        given().body(file)
                .post("/v1/upscale?model=kinds&" + query)
                .then()
                .statusCode(status)
                .body("status", equalTo(status))
                .body("detail", containsString(detail));
    }

    @Test
    void whatIsNotAcceptedIsNotSent() throws IOException {
        // Given
        byte[] file = file(PictureFormat.PNG, picture(9, 7, PictureLayout.RGB_8));

        // When, then
        given().body(file)
                .accept("application/pdf")
                .post("/v1/upscale?model=kinds")
                .then()
                .statusCode(406);
    }

    @Test
    void formatThatIsTooSmallForTheAnswerIsRefused() throws IOException {
        // Given
        byte[] file = file(PictureFormat.PNG, picture(8192, 1, PictureLayout.GREY_8));

        // When, then
        given().body(file)
                .queryParam("format", "webp")
                .post("/v1/upscale?model=kinds")
                .then()
                .statusCode(413)
                .body("detail", containsString("16383"));
    }

    @Test
    void textIsNoImage() {
        given().body("no image".getBytes(StandardCharsets.UTF_8))
                .post("/v1/upscale?model=kinds")
                .then()
                .statusCode(415);
    }

    private static Picture ensemble(Picture picture) throws IOException {
        return Pictures.read(given().body(file(PictureFormat.PNG, picture))
                .post("/v1/upscale?model=kinds&ensemble=true")
                .asByteArray());
    }

    private static Picture enlarged(byte[] file) throws IOException {
        Response response = given().body(file).post("/v1/upscale?model=kinds");
        response.then().statusCode(200);
        return Pictures.read(response.asByteArray());
    }

    private static byte[] file(PictureFormat format, Picture picture) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PictureWriter.write(format, picture, WriteOptions.DEFAULT, out);
        return out.toByteArray();
    }

    private static Picture mirrored(Picture picture) {
        Samples samples = Samples.of(picture.layout().bits(), picture.samples().length());
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                samples.set(y * picture.width() + picture.width() - 1 - x, picture.sample(x, y, 0));
            }
        }
        return new Picture(
                picture.width(), picture.height(), picture.layout(), samples, Optional.empty(), PictureMetadata.NONE);
    }

    /** Smooth, with some noise, half transparent where it has opacity. */
    private static Picture picture(int width, int height, PictureLayout layout) {
        Random random = new Random(width * 31L + height);
        Samples samples = Samples.of(layout.bits(), width * height * layout.channels());
        for (int i = 0; i < samples.length(); i++) {
            double x = i / layout.channels() % width / 9.0;
            double y = i / layout.channels() / width / 7.0;
            double value = 0.5 + 0.3 * Math.sin(x) * Math.cos(y) + 0.05 * random.nextDouble();
            samples.set(i, (int) (value * layout.max()));
        }
        return new Picture(width, height, layout, samples, Optional.empty(), PictureMetadata.NONE);
    }
}
