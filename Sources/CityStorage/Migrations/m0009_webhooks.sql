-- Addresses of programs that a town tells of changes. The secret of signatures is sealed under the webhook's own key,
-- which stands in data_keys under the purpose 'webhook'. `topics` are words with spaces between.
CREATE TABLE webhooks (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    url TEXT NOT NULL,
    topics TEXT NOT NULL,
    state TEXT NOT NULL,
    secret {blob} NOT NULL,
    created_at {int} NOT NULL,
    paused_until {int},
    PRIMARY KEY (municipality, id)
) {strict};

-- Attempts to send a delivery, numbered from 1; forgotten after some time.
CREATE TABLE delivery_attempts (
    municipality TEXT NOT NULL,
    delivery TEXT NOT NULL,
    number {int} NOT NULL,
    at {int} NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    status {int},
    PRIMARY KEY (municipality, delivery, number)
) {clustered};

CREATE INDEX delivery_attempts_oldest ON delivery_attempts (at);

-- What waits for a webhook, for each of them, and the whole of what it got.
CREATE INDEX deliveries_of_webhook ON deliveries (municipality, recipient, state, due_at, id) WHERE channel = 'webhook';
CREATE INDEX deliveries_log_of_webhook ON deliveries (municipality, recipient, created_at, id) WHERE channel = 'webhook';
-- What the office's page of the queue shows: everything that did not end well.
CREATE INDEX deliveries_open ON deliveries (municipality, channel, state, created_at, due_at)
WHERE state <> 'handedOver' AND state <> 'cancelled';
