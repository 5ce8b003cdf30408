-- AlterTable
ALTER TABLE "audit_events" ADD COLUMN     "actor_id" UUID,
ADD COLUMN     "address" VARCHAR(64);

-- AlterTable
ALTER TABLE "link_tokens" ADD COLUMN     "opened_at" TIMESTAMPTZ(3);

-- CreateTable
CREATE TABLE "pending_links" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "token_hash" VARCHAR(64) NOT NULL,
    "whatsapp_user_id" UUID NOT NULL,
    "user_id" UUID NOT NULL,
    "tries_left" SMALLINT NOT NULL,
    "confirmed_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_as" VARCHAR(16),

    CONSTRAINT "pending_links_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "invitations" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "code_hash" VARCHAR(64) NOT NULL,
    "user_id" UUID NOT NULL,
    "whatsapp_user_id" UUID,
    "issued_at" TIMESTAMPTZ(3) NOT NULL,
    "opened_at" TIMESTAMPTZ(3),
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_as" VARCHAR(16),

    CONSTRAINT "invitations_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE UNIQUE INDEX "pending_links_token_hash_key" ON "pending_links"("token_hash");

-- CreateIndex
CREATE INDEX "pending_links_user_id_confirmed_at_idx" ON "pending_links"("user_id", "confirmed_at");

-- CreateIndex
CREATE UNIQUE INDEX "pending_links_open_user" ON "pending_links"("user_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "pending_links_open_whatsapp_user" ON "pending_links"("whatsapp_user_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "invitations_code_hash_key" ON "invitations"("code_hash");

-- CreateIndex
CREATE INDEX "invitations_issued_at_idx" ON "invitations"("issued_at");

-- CreateIndex
CREATE UNIQUE INDEX "invitations_open_user" ON "invitations"("user_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE UNIQUE INDEX "invitations_open_whatsapp_user" ON "invitations"("whatsapp_user_id") WHERE (ended_at IS NULL);

-- CreateIndex
CREATE INDEX "audit_events_whatsapp_user_id_at_idx" ON "audit_events"("whatsapp_user_id", "at");

-- AddForeignKey
ALTER TABLE "pending_links" ADD CONSTRAINT "pending_links_token_hash_fkey" FOREIGN KEY ("token_hash") REFERENCES "link_tokens"("token_hash") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_links" ADD CONSTRAINT "pending_links_whatsapp_user_id_fkey" FOREIGN KEY ("whatsapp_user_id") REFERENCES "whatsapp_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "pending_links" ADD CONSTRAINT "pending_links_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_whatsapp_user_id_fkey" FOREIGN KEY ("whatsapp_user_id") REFERENCES "whatsapp_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Actions are called what the API calls them
UPDATE "audit_events" SET "action" = CASE "action" WHEN 'sign_in' THEN 'signed_in' WHEN 'sign_in_failed' THEN 'sign_in_refused'
  WHEN 'link_refused' THEN 'refused' ELSE 'suspended' END
  WHERE "action" IN ('sign_in', 'sign_in_failed', 'link_refused', 'link_suspended');
