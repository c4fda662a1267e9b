-- Callers of the API. Tokens are 32 random bytes; only their SHA-256 is kept.
CREATE TABLE api_token (
    name       text PRIMARY KEY,
    role       text NOT NULL CHECK (role IN ('PLATFORM', 'COUNTER', 'OPERATOR')),
    sha256     bytea NOT NULL UNIQUE CHECK (length(sha256) = 32),
    configured boolean NOT NULL
);

-- One resident's wallet for a short while. What it says of the person is encrypted.
CREATE TABLE wallet_session (
    sha256  bytea PRIMARY KEY CHECK (length(sha256) = 32),
    person  bytea NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX wallet_session_expires ON wallet_session (expires);
