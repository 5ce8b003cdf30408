-- A message leaves this index once, when it is sent: no status of it after that has to touch an index.
-- CreateIndex
CREATE INDEX "outbound_messages_due_lane" ON "outbound_messages"("lane", "sequence") WHERE (due_at IS NOT NULL);

-- DropIndex
DROP INDEX "outbound_messages_open_lane";

-- Room on each page for what becomes of its messages.
ALTER TABLE "outbound_messages" SET (fillfactor = 80);
