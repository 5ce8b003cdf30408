-- AlterTable
ALTER TABLE "whatsapp_users" ADD COLUMN     "marketing_stopped_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "consent_events" (
    "id" BIGSERIAL NOT NULL,
    "whatsapp_user_id" UUID NOT NULL,
    "what" VARCHAR(16) NOT NULL,
    "value" VARCHAR(8) NOT NULL,
    "how" VARCHAR(32) NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "recorded_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "consent_events_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "consent_events_whatsapp_user_id_what_at_idx" ON "consent_events"("whatsapp_user_id", "what", "at");

-- CreateIndex
CREATE INDEX "webhook_events_set_aside" ON "webhook_events"("id") WHERE (state IN ('quarantined', 'dead'));

-- CreateIndex
CREATE INDEX "whatsapp_users_previous_bsuids" ON "whatsapp_users" USING GIN ("previous_bsuids") WHERE (previous_bsuids <> '{}');

-- AddForeignKey
ALTER TABLE "consent_events" ADD CONSTRAINT "consent_events_whatsapp_user_id_fkey" FOREIGN KEY ("whatsapp_user_id") REFERENCES "whatsapp_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
