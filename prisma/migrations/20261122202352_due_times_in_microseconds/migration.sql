-- AlterTable
ALTER TABLE "lanes" ALTER COLUMN "due_at" SET DATA TYPE TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "outbound_messages" ALTER COLUMN "due_at" SET DATA TYPE TIMESTAMPTZ(6);

-- AlterTable
ALTER TABLE "webhook_events" ALTER COLUMN "due_at" SET DATA TYPE TIMESTAMPTZ(6);
