package org.xinqiao.gateway.sandbox;

import java.io.IOException;
import java.util.List;
import org.xinqiao.gateway.sandbox.files.PrivateFile;

/** The federation's trust documents, published for the nodes of this machine. */
final class TrustPublication implements AutoCloseable {
    static TrustPublication open(
            Layout layout, Ports ports, List<NodeHome> homes, SandboxFile.Outside outside)
            throws IOException {
        PrivateFile.write(layout.trustRoot(), "{}");
        return new TrustPublication();
    }

    @Override
    public void close() {}
}
