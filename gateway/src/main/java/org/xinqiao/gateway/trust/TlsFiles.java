package org.xinqiao.gateway.trust;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xinqiao.gateway.operate.NodeConfig.Tls;
import org.xinqiao.trust.key.FileState;

/**
 * A certificate file and its key file, read again when they change. While one of them is being
 * exchanged they may not fit together: then what was read last stays. For one thread.
 */
public final class TlsFiles {
    private static final Logger LOG = LoggerFactory.getLogger(TlsFiles.class);

    private final Tls tls;
    private final Reader reader;
    private String state = "";
    private String trouble = "";
    private @Nullable TlsIdentity last;

    private interface Reader {
        TlsIdentity read(Tls tls) throws IOException;
    }

    private TlsFiles(Tls tls, Reader reader) {
        this.tls = tls;
        this.reader = reader;
    }

    /** What is shown to other nodes. */
    static TlsFiles forNodes(Tls tls) {
        return new TlsFiles(tls, TlsIdentity::read);
    }

    /** What is shown to people's browsers. */
    public static TlsFiles forBrowsers(Tls tls) {
        return new TlsFiles(tls, TlsIdentity::readForBrowsers);
    }

    /** What stands in the files; empty where there are none. */
    public Optional<TlsIdentity> read() {
        try {
            if (!Files.exists(tls.certificate()) || !Files.exists(tls.key())) {
                last = null;
                state = "";
                return Optional.empty();
            }
            String now =
                    FileState.of(tls.certificate())
                            + FileState.of(tls.key())
                            + tls.passphrase().state();
            if (!now.equals(state)) {
                last = reader.read(tls);
                state = now;
                trouble = "";
            }
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(trouble)) {
                LOG.warn("the TLS identity stays as it was: {}", why);
            }
            trouble = why;
        }
        return Optional.ofNullable(last);
    }
}
