package org.xinqiao.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Our own reader of QR codes, for counters whose browser has none, on codes drawn by another hand.
 */
class QrReaderIT extends BrowserTest {
    private static final String READ =
            """
            const { read } = await import('/page/qr/read.js');
            const image = new Image();
            image.src = 'data:image/png;base64,' + args[0];
            await image.decode();
            const canvas = document.createElement('canvas');
            canvas.width = image.width;
            canvas.height = image.height;
            const pen = canvas.getContext('2d');
            pen.drawImage(image, 0, 0);
            return read(pen.getImageData(0, 0, canvas.width, canvas.height));
            """;

    @ParameterizedTest
    @ValueSource(ints = {0, 7, 30, 45, 90, 171, 180, 270, 333})
    void reader_codeTurned_isRead(int degrees) throws Exception {
        String code = city.api.passes().code();
        assertThat(read(picture(code, ErrorCorrectionLevel.M, degrees, 640, 480, 4.2)))
                .isEqualTo(code);
    }

    @ParameterizedTest
    @EnumSource(ErrorCorrectionLevel.class)
    void reader_everyLevel_isRead(ErrorCorrectionLevel level) throws Exception {
        String text = "HTTPS://EXAMPLE.ORG/" + "A1".repeat(40);
        assertThat(read(picture(text, level, 12, 640, 480, 5))).isEqualTo(text);
        assertThat(read(picture("mixed 文字 " + level, level, 3, 640, 480, 6)))
                .isEqualTo("mixed 文字 " + level);
        assertThat(read(picture("0123456789012345", level, 3, 640, 480, 6)))
                .isEqualTo("0123456789012345");
    }

    @Test
    void reader_noCode_readsNothing() throws Exception {
        var blank = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
        blank.createGraphics().fillOval(100, 100, 200, 200);
        assertThat(read(blank)).isNull();
    }

    @Test
    void camera_codeHeldBeforeIt_isScanned(@TempDir Path directory) throws Exception {
        Path film = directory.resolve("film.mjpeg");
        String code = city.api.passes().code();
        var frame = new ByteArrayOutputStream();
        ImageIO.write(picture(code, ErrorCorrectionLevel.M, 4, 640, 480, 5.5), "jpeg", frame);
        Files.write(film, frame.toByteArray());
        try (Browser withCamera =
                Browser.start(
                        "--use-fake-ui-for-media-stream",
                        "--use-fake-device-for-media-stream",
                        "--use-file-for-fake-video-capture=" + film)) {
            withCamera.window(1200, 820, false);
            var counter =
                    CounterPage.open(withCamera, city.at("/counter/#token=" + FakeApi.COUNTER));
            withCamera.clickWords("用摄像头");
            assertThat(counter.answer()).startsWith("benefit:");
            withCamera.screenshot(Path.of("target", "pages", "counter-camera.png"));
        }
        assertThat(city.api.recognitions.getFirst().get("code").stringValue()).isEqualTo(code);
    }

    private String read(BufferedImage picture) throws Exception {
        browser.open(city.at("/counter/"));
        var png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        var text = browser.await(READ, Base64.getEncoder().encodeToString(png.toByteArray()));
        return text.isNull() ? null : text.stringValue();
    }

    /** A code on white paper on a grey desk, turned, with soft edges. */
    private static BufferedImage picture(
            String text,
            ErrorCorrectionLevel level,
            int degrees,
            int width,
            int height,
            double module)
            throws Exception {
        var hints =
                Map.of(
                        EncodeHintType.ERROR_CORRECTION,
                        level,
                        EncodeHintType.MARGIN,
                        0,
                        EncodeHintType.CHARACTER_SET,
                        "UTF-8");
        var code = new QRCodeWriter().encode(text, BarcodeFormat.QR_CODE, 1, 1, hints);
        var picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setColor(Color.GRAY);
        pen.fillRect(0, 0, width, height);
        pen.translate(width / 2.0, height / 2.0);
        pen.rotate(Math.toRadians(degrees));
        pen.scale(module, module);
        pen.translate(-code.getWidth() / 2.0, -code.getHeight() / 2.0);
        pen.setColor(new Color(225, 225, 220));
        pen.fillRect(-4, -4, code.getWidth() + 8, code.getHeight() + 8);
        pen.setColor(new Color(40, 40, 45));
        for (int y = 0; y < code.getHeight(); y++) {
            for (int x = 0; x < code.getWidth(); x++) {
                if (code.get(x, y)) {
                    pen.fill(new java.awt.geom.Rectangle2D.Double(x, y, 1.03, 1.03));
                }
            }
        }
        pen.dispose();
        return picture;
    }
}
