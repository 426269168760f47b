package org.deconas.experiments.page;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/** Pictures of a winner's training that no trainer made: the recorded search has none. */
final class StandInPictures {

    private StandInPictures() {}

    /** Answers a page's requests for an experiment's pictures, one for each of these steps, with 32 dB and a thousandth for each step. */
    static void of(Page page, String id, int... steps) {
        String list = Arrays.stream(steps)
                .mapToObj(step -> String.format(
                        Locale.ROOT,
                        "{\"stage\": \"WINNER\", \"candidate\": 0, \"step\": %d, \"psnr\": %.3f, \"url\": \"/v1/experiments/%s/previews/%d.png\"}",
                        step,
                        32 + step / 1000.0,
                        id,
                        step))
                .collect(Collectors.joining(", ", "[", "]"));
        page.route(
                Pattern.compile("/" + id + "/previews$"),
                route -> route.fulfill(new Route.FulfillOptions()
                        .setContentType("application/json")
                        .setBody(list)));
        page.route(
                Pattern.compile("/" + id + "/previews/\\d+\\.png$"),
                route -> route.fulfill(
                        new Route.FulfillOptions().setContentType("image/png").setBodyBytes(picture())));
    }

    /** Three fields of 32x32 beside each other. */
    private static byte[] picture() {
        BufferedImage picture = new BufferedImage(96, 32, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = picture.createGraphics();
        for (int field = 0; field < 3; field++) {
            graphics.setPaint(new GradientPaint(field * 32, 0, Color.ORANGE, field * 32 + 32, 32, Color.BLUE));
            graphics.fillRect(field * 32, 0, 32, 32);
        }
        graphics.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(picture, "png", out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
