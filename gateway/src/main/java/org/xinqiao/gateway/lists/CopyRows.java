package org.xinqiao.gateway.lists;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;

/**
 * Rows on their way into a table by COPY in its binary form (<a
 * href="https://www.postgresql.org/docs/18/sql-copy.html">PostgreSQL, COPY</a>). It holds a buffer
 * and no row. What is not ended is cancelled.
 */
final class CopyRows implements AutoCloseable {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final int BUFFER_BYTES = 64 << 10;

    private final CopyIn copy;
    private ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);

    /** Begins; the statement names table and columns and says {@code with (format binary)}. */
    CopyRows(Connection connection, String sql) throws SQLException {
        this.copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql);
        buffer.put(HEADER);
    }

    /** The next row has this many columns. */
    CopyRows row(int columns) throws SQLException {
        room(2);
        buffer.putShort((short) columns);
        return this;
    }

    /** A column of type text. */
    CopyRows text(String text) throws SQLException {
        return bytes(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A column of type bytea, or of any type where it is null. */
    CopyRows bytes(byte @Nullable [] bytes) throws SQLException {
        if (bytes == null) {
            room(4);
            buffer.putInt(-1);
        } else {
            room(4 + bytes.length);
            buffer.putInt(bytes.length).put(bytes);
        }
        return this;
    }

    /** A column of type bigint. */
    CopyRows number(long number) throws SQLException {
        room(12);
        buffer.putInt(8).putLong(number);
        return this;
    }

    /** A column of type integer. */
    CopyRows integer(int number) throws SQLException {
        room(8);
        buffer.putInt(4).putInt(number);
        return this;
    }

    /** A column of type smallint. */
    CopyRows small(int number) throws SQLException {
        room(6);
        buffer.putInt(2).putShort((short) number);
        return this;
    }

    /**
     * All rows were given.
     *
     * @return how many
     */
    long end() throws SQLException {
        room(2);
        buffer.putShort((short) -1);
        flush();
        return copy.endCopy();
    }

    private void room(int bytes) throws SQLException {
        if (buffer.remaining() >= bytes) {
            return;
        }
        flush();
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocate(bytes);
        }
    }

    private void flush() throws SQLException {
        copy.writeToCopy(buffer.array(), 0, buffer.position());
        buffer.clear();
    }

    @Override
    public void close() throws SQLException {
        Arrays.fill(buffer.array(), (byte) 0);
        if (copy.isActive()) {
            copy.cancelCopy();
        }
    }
}
