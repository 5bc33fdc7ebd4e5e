package org.trousse.referencing.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trousse.referencing.evidence.EvidenceDoor.JSON;
import static org.trousse.referencing.evidence.EvidenceDoor.files;
import static org.trousse.referencing.evidence.EvidenceDoor.kept;
import static org.trousse.referencing.evidence.EvidenceDoor.ours;
import static org.trousse.referencing.evidence.EvidenceDoor.path;
import static org.trousse.referencing.evidence.EvidenceDoor.put;
import static org.trousse.referencing.evidence.EvidenceDoor.request;
import static org.trousse.referencing.evidence.EvidenceDoor.send;
import static org.trousse.referencing.evidence.EvidenceDoor.server;

import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.trousse.referencing.evidence.EvidenceDoor.Ours;
import org.trousse.referencing.evidence.content.FileKind;

/// What is refused, and what never ends.
final class UploadIT {
  @BeforeAll
  static void open() {
    EvidenceDoor.open();
  }

  @AfterAll
  static void close() {
    EvidenceDoor.close();
  }

  @ParameterizedTest
  @CsvSource({
    "a.pdf, <html></html>, 415, file-kind",
    "a.pdf, {}, 415, file-kind",
    "a.exe, {}, 415, file-kind",
    "a.pdf, '', 415, file-kind",
    "'', {}, 400, not-readable"
  })
  void nothing_of_a_refused_file_is_kept(String name, String content, int status, String type) {
    Ours ours = ours();

    HttpResponse<String> refused = put(ours, name, content.getBytes(StandardCharsets.UTF_8));

    assertThat(refused.statusCode()).isEqualTo(status);
    assertThat(refused.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(JSON.readTree(refused.body()).get("type").asString()).isEqualTo("/problems/" + type);
    assertThat(files(ours)).isEqualTo("0");
  }

  @Test
  void a_refusal_is_in_the_language_that_was_asked_for() {
    Ours ours = ours();
    HttpResponse<String> french =
        send(
            HttpRequest.newBuilder(
                    URI.create(
                        "http://127.0.0.1:" + server.actualPort() + path(ours) + "/GOV-01?name=a"))
                .header("Authorization", "Bearer " + ours.key())
                .PUT(BodyPublishers.ofString("plain")),
            BodyHandlers.ofString());

    assertThat(JSON.readTree(french.body()).get("title").asString())
        .isEqualTo("Ce type de fichier n’est pas accepté");
    assertThat(french.headers().firstValue("Content-Language")).contains("fr");
    assertThat(
            JSON.readTree(put(ours, "a", "plain".getBytes(StandardCharsets.UTF_8)).body())
                .get("title")
                .asString())
        .isEqualTo("This kind of file is not taken");
  }

  /// Sends bytes by hand, to see how the door deals with who never ends.
  private static String byHand(Ours ours, String head, byte[] piece, int pieces, long pause)
      throws Exception {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.actualPort())) {
      socket.setSoTimeout(10_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          ("PUT "
                  + path(ours)
                  + "/GOV-01?name=a.json HTTP/1.1\r\nHost: localhost\r\n"
                  + "Authorization: Bearer "
                  + ours.key()
                  + "\r\n"
                  + head
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      for (int i = 0; i < pieces && socket.getInputStream().available() == 0; i++) {
        out.write(piece);
        out.flush();
        Thread.sleep(pause);
      }
      return new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
    }
  }

  @Test
  void a_file_that_says_it_is_too_large_is_refused_before_it_comes() throws Exception {
    Ours ours = ours();

    String answer = byHand(ours, "Content-Length: 10485761", new byte[0], 0, 0);

    assertThat(answer).isEqualTo("HTTP/1.1 413");
  }

  @Test
  void an_endless_file_is_refused_while_it_comes() throws Exception {
    Ours ours = ours();
    byte[] chunk = ("10000\r\n" + " ".repeat(0x10000) + "\r\n").getBytes(StandardCharsets.US_ASCII);

    String answer = byHand(ours, "Transfer-Encoding: chunked", chunk, 400, 1);

    assertThat(answer).isEqualTo("HTTP/1.1 413");
    assertThat(files(ours)).isEqualTo("0");
  }

  @Test
  void a_file_that_pauses_is_given_up() throws Exception {
    Ours ours = ours();

    String answer = byHand(ours, "Content-Length: 100", new byte[] {'['}, 1, 0);

    assertThat(answer).isEqualTo("HTTP/1.1 408");
    assertThat(files(ours)).isEqualTo("0");
  }

  @Test
  void a_file_that_drips_is_given_up() throws Exception {
    Ours ours = ours();

    String answer = byHand(ours, "Content-Length: 100", new byte[] {' '}, 60, 200);

    assertThat(answer).isEqualTo("HTTP/1.1 408");
  }

  private static HttpResponse<String> form(Ours ours, String... parts) {
    StringBuilder body = new StringBuilder();
    for (String part : parts) {
      body.append("--x\r\nContent-Disposition: form-data; ").append(part).append("\r\n");
    }
    body.append("--x--\r\n");
    return send(
        request("/page/" + ours.dossier())
            .header("Cookie", "session=" + ours.owner())
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(BodyPublishers.ofString(body.toString(), StandardCharsets.ISO_8859_1)),
        BodyHandlers.ofString());
  }

  private static String field(String name, String value) {
    return "name=\"" + name + "\"\r\n\r\n" + value;
  }

  private static String file(String name, byte[] content) {
    return "name=\"file\"; filename=\""
        + name
        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        + new String(content, StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_page_s_form_hands_in_one_file() {
    Ours ours = ours();
    String criterion = field("criterion", "GOV-01");

    HttpResponse<String> taken =
        form(ours, field("csrf", "token"), criterion, file("a.png", Samples.picture("png")));
    HttpResponse<String> forged =
        form(ours, field("csrf", "other"), criterion, file("b.pdf", Samples.pdf()));
    HttpResponse<String> two =
        form(
            ours,
            field("csrf", "token"),
            criterion,
            file("b.pdf", Samples.pdf()),
            file("c.pdf", Samples.pdf()));
    HttpResponse<String> none = form(ours, field("csrf", "token"), criterion);
    HttpResponse<String> large =
        form(ours, field("csrf", "token"), criterion, file("d.json", new byte[10485761]));

    assertThat(taken.body()).isEqualTo("a.png");
    assertThat(
            List.of(forged.statusCode(), two.statusCode(), none.statusCode(), large.statusCode()))
        .containsExactly(403, 400, 400, 413);
    assertThat(kept(ours)).extracting(Evidence::kind).containsExactly(FileKind.PNG);
  }
}
