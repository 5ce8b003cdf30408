-- AlterTable
ALTER TABLE "outbound_messages" ADD COLUMN     "doubled_at" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "sending_numbers" ADD COLUMN     "slowed_at" TIMESTAMPTZ(3),
ADD COLUMN     "slowness" DOUBLE PRECISION NOT NULL DEFAULT 1;

-- CreateIndex
CREATE INDEX "outbound_messages_doubled" ON "outbound_messages"("doubled_at") WHERE (doubled_at IS NOT NULL);
