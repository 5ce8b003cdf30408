-- AlterTable
ALTER TABLE "outbound_messages" ADD COLUMN     "buttons" JSONB;
