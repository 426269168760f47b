package org.deconas.systemtests.upscaling;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Every kind of hostile upload, made of sound image files. */
final class HostileUploads {

    private static final int PNG_IHDR = 12;
    private static final int PNG_SIZE = 16;
    private static final int PNG_CHECKSUM = 29;
    private static final int HEADER_REACH = 160;
    private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};

    private final List<byte[]> sound;

    /** @param sound image files of every kind that is taken, the first a PNG */
    HostileUploads(List<byte[]> sound) {
        this.sound = sound;
    }

    Arbitrary<HostileUpload> any() {
        return Arbitraries.frequencyOf(
                Tuple.of(6, changedBytes()),
                Tuple.of(2, movedPieces()),
                Tuple.of(2, changedPngChunks()),
                Tuple.of(2, cutShort()),
                Tuple.of(2, lyingSizes()),
                Tuple.of(1, bombs()),
                Tuple.of(1, otherFiles()),
                Tuple.of(2, badRequests()),
                Tuple.of(1, brokenForms()),
                Tuple.of(1, clientsThatGo()));
    }

    private Arbitrary<byte[]> file() {
        return Arbitraries.of(sound).map(byte[]::clone);
    }

    /** Some bytes have other values, of all or of the first that hold the headers. */
    private Arbitrary<HostileUpload> changedBytes() {
        Arbitrary<List<Integer>> places = Arbitraries.integers()
                .between(0, Integer.MAX_VALUE)
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
        Arbitrary<List<Byte>> values = Arbitraries.bytes().list().ofSize(12);
        return Combinators.combine(file(), places, values, Arbitraries.of(true, false))
                .as((file, at, value, isHeader) -> {
                    int reach = isHeader ? Math.min(HEADER_REACH, file.length) : file.length;
                    for (int i = 0; i < at.size(); i++) {
                        file[at.get(i) % reach] = value.get(i);
                    }
                    return HostileUpload.of("bytes changed", file);
                });
    }

    /** A piece is left out, doubled or overwritten by another. */
    private Arbitrary<HostileUpload> movedPieces() {
        Arbitrary<Double> share = Arbitraries.doubles().between(0, 1);
        return Combinators.combine(
                        file(), share, share, share, Arbitraries.integers().between(0, 2))
                .as((file, from, to, length, how) -> {
                    int begin = (int) (from * (file.length - 1));
                    int size = 1 + (int) (length * (file.length - begin - 1));
                    int target = (int) (to * (file.length - 1));
                    byte[] piece = Arrays.copyOfRange(file, begin, begin + size);
                    byte[] body = switch (how) {
                        case 0 ->
                            joined(Arrays.copyOf(file, begin), Arrays.copyOfRange(file, begin + size, file.length));
                        case 1 ->
                            joined(Arrays.copyOf(file, target), piece, Arrays.copyOfRange(file, target, file.length));
                        default -> {
                            System.arraycopy(piece, 0, file, target, Math.min(size, file.length - target));
                            yield file;
                        }
                    };
                    return HostileUpload.of("pieces moved", body);
                });
    }

    /** Bytes of a PNG are changed and its checksums made right again, so that they are believed. */
    private Arbitrary<HostileUpload> changedPngChunks() {
        Arbitrary<List<Integer>> places = Arbitraries.integers()
                .between(0, Integer.MAX_VALUE)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
        Arbitrary<List<Byte>> values = Arbitraries.bytes().list().ofSize(6);
        return Combinators.combine(places, values).as((at, value) -> {
            byte[] png = sound.get(0).clone();
            for (int i = 0; i < at.size(); i++) {
                png[PNG_SIZE + at.get(i) % (png.length - PNG_SIZE)] = value.get(i);
            }
            for (int chunk = PNG_SIGNATURE.length; chunk + 12 <= png.length; ) {
                int length = ByteBuffer.wrap(png).getInt(chunk);
                if (length < 0 || length > png.length - chunk - 12) {
                    break;
                }
                ByteBuffer.wrap(png).putInt(chunk + 8 + length, checksum(png, chunk + 4, 4 + length));
                chunk += 12 + length;
            }
            return HostileUpload.of("checksums made right", png);
        });
    }

    private Arbitrary<HostileUpload> cutShort() {
        return Combinators.combine(file(), Arbitraries.doubles().between(0, 1).ofScale(4))
                .as((file, share) ->
                        HostileUpload.of("cut short", Arrays.copyOf(file, (int) (share * (file.length - 1)))));
    }

    /** A PNG or BMP whose header states another size than its data have. */
    private Arbitrary<HostileUpload> lyingSizes() {
        Arbitrary<Integer> length = Arbitraries.oneOf(
                Arbitraries.integers().between(-3, 300), Arbitraries.integers().between(3000, Integer.MAX_VALUE));
        return Combinators.combine(file(), length, length).as((file, width, height) -> {
            ByteBuffer header = ByteBuffer.wrap(file);
            if (file[0] == 'B') {
                header.order(ByteOrder.LITTLE_ENDIAN).putInt(18, width).putInt(22, height);
            } else if (file[0] == 'G') {
                header.order(ByteOrder.LITTLE_ENDIAN)
                        .putShort(6, width.shortValue())
                        .putShort(8, height.shortValue());
            } else if (file[0] == (byte) 0x89) {
                header.putInt(PNG_SIZE, width).putInt(PNG_SIZE + 4, height);
                header.putInt(PNG_CHECKSUM, checksum(file, PNG_IHDR, 17));
            } else {
                header.putInt(Math.min(file.length - 4, HEADER_REACH), width);
            }
            return HostileUpload.of("another size stated", file);
        });
    }

    /** Few bytes that unpack to many: pixels, texts and profiles of a PNG. */
    private static Arbitrary<HostileUpload> bombs() {
        Arbitrary<Integer> side = Arbitraries.integers().between(9000, 60_000);
        Arbitrary<Integer> mebibytes = Arbitraries.integers().between(1, 80);
        return Combinators.combine(side, mebibytes, Arbitraries.of("pixels", "iCCP", "zTXt", "eXIf"))
                .as((pixels, size, where) -> {
                    ByteArrayOutputStream png = new ByteArrayOutputStream();
                    png.writeBytes(PNG_SIGNATURE);
                    int shown = where.equals("pixels") ? pixels : 4;
                    png.writeBytes(chunk(
                            "IHDR",
                            ByteBuffer.allocate(13)
                                    .putInt(shown)
                                    .putInt(shown)
                                    .put((byte) 8)
                                    .put((byte) 2)
                                    .array()));
                    byte[] zeros = deflatedZeros(where.equals("pixels") ? 32 : size);
                    if (where.equals("eXIf")) {
                        png.writeBytes(chunk(where, new byte[size << 12]));
                    } else if (!where.equals("pixels")) {
                        png.writeBytes(chunk(where, joined("bomb\0\0".getBytes(StandardCharsets.US_ASCII), zeros)));
                    }
                    png.writeBytes(chunk("IDAT", where.equals("pixels") ? zeros : deflated(new byte[4 * 13])));
                    png.writeBytes(chunk("IEND", new byte[0]));
                    return HostileUpload.of("bomb", png.toByteArray());
                });
    }

    private Arbitrary<HostileUpload> otherFiles() {
        Arbitrary<byte[]> random = Arbitraries.bytes().array(byte[].class).ofMaxSize(4000);
        Arbitrary<byte[]> text = Arbitraries.of(
                        "<svg xmlns='http://www.w3.org/2000/svg'><image href='file:///etc/passwd'/></svg>",
                        "<!DOCTYPE x [<!ENTITY y SYSTEM 'file:///etc/passwd'>]><x>&y;</x>",
                        "{\"image\": \"AAAA\"}",
                        "%PDF-1.7\n",
                        "PK\u0003\u0004",
                        "#!/bin/sh\n",
                        "push graphic-context\nimage over 0,0 0,0 '|id'\n",
                        "")
                .map(each -> each.getBytes(StandardCharsets.UTF_8));
        Arbitrary<byte[]> disguised = Combinators.combine(
                        random, Arbitraries.integers().between(2, 12), file())
                .as((bytes, length, file) -> joined(Arrays.copyOf(file, Math.min(length, file.length)), bytes));
        Arbitrary<String> type = Arbitraries.of(
                "image/png", "image/jpeg", "text/html", "application/octet-stream", "nonsense", "a/b;c=");
        return Combinators.combine(Arbitraries.oneOf(random, text, disguised), type)
                .as((body, says) -> HostileUpload.of("no image", body).as(says));
    }

    private Arbitrary<HostileUpload> badRequests() {
        Arbitrary<String> query = Arbitraries.of(
                "?format=exe",
                "?format=",
                "?quality=-1",
                "?quality=101&format=jpeg",
                "?quality=1e9",
                "?ensemble=perhaps",
                "?metadata=all",
                "?model=..%2F..%2Fetc%2Fpasswd",
                "?model=sha256:00",
                "?model=%00",
                "?model=" + "x".repeat(2000),
                "?%FF=%FE",
                "?format=png&format=jpeg",
                "/../../q/metrics",
                "/%2e%2e");
        return Combinators.combine(file(), query)
                .as((file, wish) -> HostileUpload.of("bad wish", file).to("/v1/upscale" + wish));
    }

    private Arbitrary<HostileUpload> brokenForms() {
        Arbitrary<String> type = Arbitraries.of(
                "multipart/form-data",
                "multipart/form-data; boundary=",
                "multipart/form-data; boundary=b",
                "multipart/form-data; boundary=" + "b".repeat(500));
        Arbitrary<String> head = Arbitraries.of(
                "--b\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a.png\"\r\n\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"image\"\r\n\r\n",
                "--b\r\nContent-Disposition: form-data; name=\"other\"; filename=\"../../a\"\r\n\r\n",
                "--b\r\nContent-Disposition: form-data\r\n\r\n",
                "--b\r\n",
                "");
        Arbitrary<String> tail = Arbitraries.of("\r\n--b--\r\n", "\r\n--b\r\n", "");
        return Combinators.combine(file(), type, head, tail)
                .as((file, says, begin, end) -> HostileUpload.of(
                                "broken form",
                                joined(
                                        begin.getBytes(StandardCharsets.ISO_8859_1),
                                        file,
                                        end.getBytes(StandardCharsets.ISO_8859_1)))
                        .as(says));
    }

    private Arbitrary<HostileUpload> clientsThatGo() {
        return Combinators.combine(file(), Arbitraries.doubles().between(0, 1).ofScale(3))
                .as((file, share) ->
                        HostileUpload.of("client goes", file).whoseClientGoesAfter((int) (share * (file.length - 1))));
    }

    private static byte[] chunk(String name, byte[] content) {
        ByteBuffer chunk = ByteBuffer.allocate(12 + content.length).putInt(content.length);
        chunk.put(name.getBytes(StandardCharsets.US_ASCII)).put(content);
        return chunk.putInt(checksum(chunk.array(), 4, 4 + content.length)).array();
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32 checksum = new CRC32();
        checksum.update(bytes, from, length);
        return (int) checksum.getValue();
    }

    private static byte[] deflatedZeros(int mebibytes) {
        return deflated(new byte[mebibytes << 20]);
    }

    private static byte[] deflated(byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Deflater fast = new Deflater(1);
        try (DeflaterOutputStream deflating = new DeflaterOutputStream(out, fast)) {
            deflating.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            fast.end();
        }
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }
}
