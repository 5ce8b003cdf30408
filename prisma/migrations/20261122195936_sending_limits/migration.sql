-- AlterTable
ALTER TABLE "lanes" ADD COLUMN "paced_until" TIMESTAMPTZ(3);

-- AlterTable
ALTER TABLE "outbound_messages" ADD COLUMN "refusals" SMALLINT NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "sending_numbers" (
    "phone_number_id" VARCHAR(20) NOT NULL,
    "next_slot_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failures_in_a_row" INTEGER NOT NULL DEFAULT 0,
    "shut_reason" VARCHAR(16),
    "shut_since" TIMESTAMPTZ(3),
    "next_probe_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "sending_numbers_pkey" PRIMARY KEY ("phone_number_id")
);

-- CreateTable
CREATE TABLE "send_keys" (
    "account_id" UUID NOT NULL,
    "key" VARCHAR(255) NOT NULL,
    "body_hash" VARCHAR(64) NOT NULL,
    "outbound_id" UUID NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "send_keys_pkey" PRIMARY KEY ("account_id","key")
);

-- CreateIndex
CREATE INDEX "send_keys_created_at_idx" ON "send_keys"("created_at");
