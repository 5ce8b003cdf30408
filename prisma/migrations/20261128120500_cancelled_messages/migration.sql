-- What is there fits the former list, so nothing needs to be looked at again while the table is locked.
ALTER TABLE "outbound_messages" DROP CONSTRAINT "outbound_messages_status";
ALTER TABLE "outbound_messages" ADD CONSTRAINT "outbound_messages_status" CHECK ("status" IN ('queued', 'sending', 'unknown', 'cancelled', 'accepted', 'sent', 'failed', 'delivered', 'read')) NOT VALID;

-- CreateIndex
CREATE INDEX "outbound_messages_waiting" ON "outbound_messages"("queue", "sequence") WHERE (due_at IS NOT NULL);

-- Touched by what fails, and by nothing else that becomes of a message.
CREATE INDEX "outbound_messages_failed" ON "outbound_messages"("failed_at") WHERE (failed_at IS NOT NULL);
