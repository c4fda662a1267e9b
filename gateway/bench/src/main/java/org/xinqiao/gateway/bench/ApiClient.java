package org.xinqiao.gateway.bench;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import org.apache.hc.client5.http.classic.methods.HttpDelete;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.xinqiao.contracts.json.MalformedJson;
import org.xinqiao.contracts.json.StrictJson;
import tools.jackson.databind.node.ObjectNode;

/** Calls one node's API with one token, over connections that are kept. */
final class ApiClient implements AutoCloseable {
    private static final int CONNECTIONS_MAX = 256;

    private final URI api;
    private final String authorisation;
    private final CloseableHttpClient http =
            HttpClients.custom()
                    .setConnectionManager(
                            PoolingHttpClientConnectionManagerBuilder.create()
                                    .setMaxConnPerRoute(CONNECTIONS_MAX)
                                    .setMaxConnTotal(CONNECTIONS_MAX)
                                    .build())
                    .disableAutomaticRetries()
                    .disableContentCompression()
                    .disableCookieManagement()
                    .build();

    ApiClient(URI api, String token) {
        this.api = api;
        this.authorisation = "Bearer " + token;
    }

    /**
     * What came back, not looked at yet.
     *
     * @param location where it says that something was made; empty if nowhere
     */
    @SuppressWarnings("ArrayRecordComponent")
    record Answer(int status, byte[] body, String location) {
        ObjectNode json() throws IOException {
            try {
                return StrictJson.parseObject(body);
            } catch (MalformedJson e) {
                throw new IOException("not JSON, HTTP " + status, e);
            }
        }

        /** What a refusal is called in the report. */
        String problem() throws IOException {
            String type = json().path("type").asString("?");
            return String.format(
                    Locale.ROOT, "%d %s", status, type.substring(type.lastIndexOf('/') + 1));
        }
    }

    Answer post(String path, byte[] json) throws IOException {
        var post = new HttpPost(api.resolve(path));
        post.setEntity(new ByteArrayEntity(json, ContentType.APPLICATION_JSON));
        return send(post);
    }

    Answer delete(String path) throws IOException {
        return send(new HttpDelete(api.resolve(path)));
    }

    private Answer send(HttpUriRequestBase request) throws IOException {
        request.setHeader("Authorization", authorisation);
        return http.execute(
                request,
                response -> {
                    Header location = response.getFirstHeader("Location");
                    HttpEntity body = response.getEntity();
                    return new Answer(
                            response.getCode(),
                            body == null ? new byte[0] : EntityUtils.toByteArray(body),
                            location == null ? "" : location.getValue());
                });
    }

    /** For setting up: anything but success is a fault. */
    ObjectNode create(String path, ObjectNode json) throws IOException {
        Answer answer = post(path, StrictJson.write(json));
        if (answer.status() / 100 != 2) {
            throw new IOException(path + ": " + answer.problem());
        }
        return answer.json();
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}
