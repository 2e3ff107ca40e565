import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.*;

/** Check a report and make its document: java Report.java http://127.0.0.1:8765 report.json|.docx out.docx [token] */
public class Report {
    static final String MARK = "gikreport-" + UUID.randomUUID();
    static final HttpClient CLIENT = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public static void main(String[] args) throws Exception {
        String service = args[0].replaceAll("/$", "");
        Path report = Path.of(args[1]), out = Path.of(args[2]);
        String token = args.length > 3 ? args[3] : "";
        var checked = post(service + "/v1/check", report, token, Map.of());
        if (checked.statusCode() != 200) throw new IllegalStateException(text(checked));
        var file = (Map<?, ?>) ((List<?>) ((Map<?, ?>) Json.read(text(checked))).get("files")).get(0);
        for (Object one : (List<?>) file.get("findings")) {
            var finding = (Map<?, ?>) one;
            var at = (Map<?, ?>) finding.get("at");
            System.out.printf("%s %s %s %s: %s (%s -> %s)%n", finding.get("code"), at.get("table"), at.get("grid"),
                at.get("path"), finding.get("message"), finding.get("actual"), finding.get("expected"));
        }
        var made = post(service + "/v1/render", report, token, Map.of("format", "docx"));
        System.out.println("render " + made.statusCode());
        if (made.statusCode() == 200) Files.write(out, made.body());
    }

    static HttpResponse<byte[]> post(String url, Path file, String token, Map<String, String> fields) throws Exception {
        var body = new ByteArrayOutputStream();
        for (var field : fields.entrySet()) part(body, "name=\"" + field.getKey() + "\"", field.getValue().getBytes(StandardCharsets.UTF_8));
        part(body, "name=\"report\"; filename=\"" + file.getFileName() + "\"", Files.readAllBytes(file));
        body.writeBytes(("--" + MARK + "--\r\n").getBytes(StandardCharsets.UTF_8));
        var request = HttpRequest.newBuilder(URI.create(url)).header("Content-Type", "multipart/form-data; boundary=" + MARK)
            .header("Accept-Language", "zh-CN").POST(BodyPublishers.ofByteArray(body.toByteArray()));
        if (!token.isEmpty()) request.header("Authorization", "Bearer " + token);
        return CLIENT.send(request.build(), BodyHandlers.ofByteArray());
    }

    static void part(ByteArrayOutputStream body, String named, byte[] content) {
        body.writeBytes(("--" + MARK + "\r\nContent-Disposition: form-data; " + named + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
    }

    static String text(HttpResponse<byte[]> answer) {
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    /** JSON without a library; a program of your own uses the one that it has. */
    static class Json {
        final String text;
        int at = 0;

        Json(String text) { this.text = text; }

        static Object read(String text) { return new Json(text).value(); }

        char next() {
            while (Character.isWhitespace(text.charAt(at))) at++;
            return text.charAt(at);
        }

        Object value() {
            switch (next()) {
                case '{': {
                    var map = new LinkedHashMap<String, Object>();
                    for (at++; next() != '}'; ) {
                        if (next() == ',') at++;
                        next();
                        String key = string();
                        next();
                        at++; // the colon
                        map.put(key, value());
                    }
                    at++;
                    return map;
                }
                case '[': {
                    var list = new ArrayList<Object>();
                    for (at++; next() != ']'; ) {
                        if (next() == ',') at++;
                        list.add(value());
                    }
                    at++;
                    return list;
                }
                case '"': return string();
                default: {
                    int from = at;
                    while (at < text.length() && ",]} \r\n".indexOf(text.charAt(at)) < 0) at++;
                    String word = text.substring(from, at);
                    return word.equals("null") ? null : word;
                }
            }
        }

        String string() {
            var out = new StringBuilder();
            for (at++; text.charAt(at) != '"'; at++) {
                char sign = text.charAt(at);
                if (sign == '\\') {
                    sign = text.charAt(++at);
                    int plain = "nrtbf".indexOf(sign);
                    if (plain >= 0) sign = "\n\r\t\b\f".charAt(plain);
                    if (sign == 'u') { sign = (char) Integer.parseInt(text.substring(at + 1, at + 5), 16); at += 4; }
                }
                out.append(sign);
            }
            at++;
            return out.toString();
        }
    }
}
