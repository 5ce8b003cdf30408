-- DropIndex
DROP INDEX "outbound_messages_due_lane";

-- AlterTable
ALTER TABLE "outbound_messages" ADD COLUMN     "queue" VARCHAR(8) NOT NULL DEFAULT 'outbox';

-- AlterTable
ALTER TABLE "sending_numbers" ADD COLUMN     "next_bulk_slot_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
ADD COLUMN     "conversation_at" TIMESTAMPTZ(6);

-- CreateIndex
CREATE INDEX "outbound_messages_due_lane" ON "outbound_messages"("lane", "queue", "sequence") WHERE (due_at IS NOT NULL);

ALTER TABLE "outbound_messages" ADD CONSTRAINT "outbound_messages_queue" CHECK ("queue" IN ('outbox', 'bulk'));
