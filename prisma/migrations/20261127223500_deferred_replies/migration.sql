-- CreateTable
CREATE TABLE "deferred_replies" (
    "source_wamid" VARCHAR(256) NOT NULL,
    "whatsapp_user_id" UUID NOT NULL,
    "user_id" UUID,
    "command" VARCHAR(64) NOT NULL,
    "question" JSONB NOT NULL,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(6) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "asked_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "deferred_replies_pkey" PRIMARY KEY ("source_wamid")
);

-- CreateIndex
CREATE INDEX "deferred_replies_due_at_idx" ON "deferred_replies"("due_at");

-- AddForeignKey
ALTER TABLE "deferred_replies" ADD CONSTRAINT "deferred_replies_whatsapp_user_id_fkey" FOREIGN KEY ("whatsapp_user_id") REFERENCES "whatsapp_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;
