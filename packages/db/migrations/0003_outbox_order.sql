-- Serves the relay's question whether an earlier event of the same aggregate still waits: events of one aggregate are told in order.
CREATE INDEX "outbox_open_by_aggregate" ON "outbox" ("aggregate_id", "occurred_at", "id") WHERE ("processed_at" IS NULL);
