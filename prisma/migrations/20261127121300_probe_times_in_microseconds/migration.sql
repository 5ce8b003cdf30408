-- Rounded to milliseconds, a time that was given as now could lie in the future for half of one.
-- AlterTable
ALTER TABLE "sending_numbers" ALTER COLUMN "next_probe_at" SET DATA TYPE TIMESTAMPTZ(6);
