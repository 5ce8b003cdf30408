-- CreateSchema
CREATE SCHEMA IF NOT EXISTS "public";

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('student', 'instructor', 'admin');

-- CreateTable
CREATE TABLE "users" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "email" VARCHAR(320) NOT NULL,
    "name" VARCHAR(200) NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'student',
    "password_hash" VARCHAR(255),
    "disabled_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "whatsapp_users" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "user_id" UUID,
    "whatsapp_phone" VARCHAR(32),
    "whatsapp_name" VARCHAR(255),
    "whatsapp_profile_name" VARCHAR(255),
    "is_linked" BOOLEAN NOT NULL DEFAULT false,
    "link_token" VARCHAR(64),
    "link_token_expires_at" TIMESTAMPTZ(3),
    "linked_at" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "bsuid" VARCHAR(160),
    "previous_bsuids" VARCHAR(160)[] DEFAULT ARRAY[]::VARCHAR(160)[],
    "last_inbound_at" TIMESTAMPTZ(3),
    "suspended_at" TIMESTAMPTZ(3),
    "opted_out_at" TIMESTAMPTZ(3),

    CONSTRAINT "whatsapp_users_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "link_tokens" (
    "token_hash" VARCHAR(64) NOT NULL,
    "whatsapp_user_id" UUID NOT NULL,
    "issued_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "ended_at" TIMESTAMPTZ(3),
    "ended_as" VARCHAR(16),
    "used_by_user_id" UUID,

    CONSTRAINT "link_tokens_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "webhook_events" (
    "id" BIGSERIAL NOT NULL,
    "kind" VARCHAR(16) NOT NULL,
    "dedupe_key" VARCHAR(400) NOT NULL,
    "lane" VARCHAR(200),
    "wamid" VARCHAR(256),
    "payload" JSONB NOT NULL,
    "raw_body" BYTEA,
    "state" VARCHAR(16) NOT NULL DEFAULT 'pending',
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "processed_at" TIMESTAMPTZ(3),
    "failure" TEXT,

    CONSTRAINT "webhook_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "lanes" (
    "queue" VARCHAR(8) NOT NULL,
    "key" VARCHAR(200) NOT NULL,
    "due_at" TIMESTAMPTZ(3),
    "lease_until" TIMESTAMPTZ(3),
    "holder" VARCHAR(64),

    CONSTRAINT "lanes_pkey" PRIMARY KEY ("queue","key")
);

-- CreateTable
CREATE TABLE "inbound_messages" (
    "wamid" VARCHAR(256) NOT NULL,
    "whatsapp_user_id" UUID NOT NULL,
    "type" VARCHAR(32) NOT NULL,
    "text" TEXT,
    "sent_at" TIMESTAMPTZ(3) NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "inbound_messages_pkey" PRIMARY KEY ("wamid")
);

-- CreateTable
CREATE TABLE "outbound_messages" (
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "sequence" BIGSERIAL NOT NULL,
    "whatsapp_user_id" UUID,
    "to_phone" VARCHAR(32),
    "to_bsuid" VARCHAR(160),
    "lane" VARCHAR(200) NOT NULL,
    "purpose" VARCHAR(40) NOT NULL,
    "source_wamid" VARCHAR(256),
    "kind" VARCHAR(16) NOT NULL,
    "text" TEXT,
    "sealed_secrets" TEXT,
    "template_name" VARCHAR(512),
    "template_language" VARCHAR(16),
    "template_components" JSONB,
    "sent_by_user_id" UUID,
    "status" VARCHAR(16) NOT NULL DEFAULT 'queued',
    "rank" SMALLINT NOT NULL DEFAULT 0,
    "attempts" SMALLINT NOT NULL DEFAULT 0,
    "due_at" TIMESTAMPTZ(3) DEFAULT CURRENT_TIMESTAMP,
    "expires_at" TIMESTAMPTZ(3),
    "wamid" VARCHAR(256),
    "failure_code" VARCHAR(40),
    "failure_title" TEXT,
    "failure_details" TEXT,
    "fbtrace_id" VARCHAR(128),
    "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "attempted_at" TIMESTAMPTZ(3),
    "accepted_at" TIMESTAMPTZ(3),
    "sent_at" TIMESTAMPTZ(3),
    "delivered_at" TIMESTAMPTZ(3),
    "read_at" TIMESTAMPTZ(3),
    "failed_at" TIMESTAMPTZ(3),
    "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "outbound_messages_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "message_templates" (
    "name" VARCHAR(512) NOT NULL,
    "language" VARCHAR(16) NOT NULL,
    "category" VARCHAR(32) NOT NULL,
    "status" VARCHAR(32) NOT NULL,
    "parameter_format" VARCHAR(16) NOT NULL,
    "components" JSONB NOT NULL,
    "refreshed_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "message_templates_pkey" PRIMARY KEY ("name","language")
);

-- CreateTable
CREATE TABLE "worker_heartbeats" (
    "worker_id" VARCHAR(64) NOT NULL,
    "started_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "beat_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "worker_heartbeats_pkey" PRIMARY KEY ("worker_id")
);

-- CreateTable
CREATE TABLE "audit_events" (
    "id" BIGSERIAL NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "action" VARCHAR(48) NOT NULL,
    "user_id" UUID,
    "whatsapp_user_id" UUID,
    "details" JSONB NOT NULL DEFAULT '{}',

    CONSTRAINT "audit_events_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "rate_limits" (
    "key" VARCHAR(255) NOT NULL,
    "points" INTEGER NOT NULL DEFAULT 0,
    "expire" BIGINT,

    CONSTRAINT "rate_limits_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE UNIQUE INDEX "users_email_key" ON "users"("email");

-- CreateIndex
CREATE UNIQUE INDEX "whatsapp_users_user_id_key" ON "whatsapp_users"("user_id");

-- CreateIndex
CREATE UNIQUE INDEX "whatsapp_users_whatsapp_phone_key" ON "whatsapp_users"("whatsapp_phone");

-- CreateIndex
CREATE UNIQUE INDEX "whatsapp_users_link_token_key" ON "whatsapp_users"("link_token");

-- CreateIndex
CREATE UNIQUE INDEX "whatsapp_users_bsuid_key" ON "whatsapp_users"("bsuid");

-- CreateIndex
CREATE INDEX "whatsapp_users_last_inbound_at_idx" ON "whatsapp_users"("last_inbound_at");

-- CreateIndex
CREATE INDEX "link_tokens_whatsapp_user_id_issued_at_idx" ON "link_tokens"("whatsapp_user_id", "issued_at");

-- CreateIndex
CREATE INDEX "link_tokens_issued_at_idx" ON "link_tokens"("issued_at");

-- CreateIndex
CREATE UNIQUE INDEX "webhook_events_dedupe_key_key" ON "webhook_events"("dedupe_key");

-- CreateIndex
CREATE INDEX "webhook_events_pending_lane" ON "webhook_events"("lane", "id") WHERE (state = 'pending' AND lane IS NOT NULL);

-- CreateIndex
CREATE INDEX "webhook_events_pending_unordered" ON "webhook_events"("due_at") WHERE (state = 'pending' AND lane IS NULL);

-- CreateIndex
CREATE INDEX "webhook_events_received_at_idx" ON "webhook_events"("received_at");

-- CreateIndex
CREATE INDEX "lanes_due" ON "lanes"("queue", "due_at") WHERE (due_at IS NOT NULL);

-- CreateIndex
CREATE INDEX "lanes_leased" ON "lanes"("lease_until") WHERE (lease_until IS NOT NULL);

-- CreateIndex
CREATE INDEX "inbound_messages_whatsapp_user_id_received_at_idx" ON "inbound_messages"("whatsapp_user_id", "received_at");

-- CreateIndex
CREATE INDEX "inbound_messages_received_at_idx" ON "inbound_messages"("received_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_messages_wamid_key" ON "outbound_messages"("wamid");

-- CreateIndex
CREATE INDEX "outbound_messages_open_lane" ON "outbound_messages"("lane", "sequence") WHERE (status IN ('queued', 'sending', 'unknown'));

-- CreateIndex
CREATE INDEX "outbound_messages_created_at_idx" ON "outbound_messages"("created_at");

-- CreateIndex
CREATE INDEX "outbound_messages_whatsapp_user_id_created_at_idx" ON "outbound_messages"("whatsapp_user_id", "created_at");

-- CreateIndex
CREATE UNIQUE INDEX "outbound_messages_source_wamid_purpose_key" ON "outbound_messages"("source_wamid", "purpose");

-- CreateIndex
CREATE INDEX "audit_events_at_idx" ON "audit_events"("at");

-- CreateIndex
CREATE INDEX "audit_events_user_id_at_idx" ON "audit_events"("user_id", "at");

-- CreateIndex
CREATE INDEX "rate_limits_expire_idx" ON "rate_limits"("expire");

-- AddForeignKey
ALTER TABLE "whatsapp_users" ADD CONSTRAINT "whatsapp_users_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_whatsapp_user_id_fkey" FOREIGN KEY ("whatsapp_user_id") REFERENCES "whatsapp_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "link_tokens" ADD CONSTRAINT "link_tokens_used_by_user_id_fkey" FOREIGN KEY ("used_by_user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "inbound_messages" ADD CONSTRAINT "inbound_messages_whatsapp_user_id_fkey" FOREIGN KEY ("whatsapp_user_id") REFERENCES "whatsapp_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_messages" ADD CONSTRAINT "outbound_messages_whatsapp_user_id_fkey" FOREIGN KEY ("whatsapp_user_id") REFERENCES "whatsapp_users"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "outbound_messages" ADD CONSTRAINT "outbound_messages_sent_by_user_id_fkey" FOREIGN KEY ("sent_by_user_id") REFERENCES "users"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- A link always names an account, and an account that is deleted takes its link along.
ALTER TABLE "whatsapp_users" ADD CONSTRAINT "whatsapp_users_linked_names_account" CHECK (NOT "is_linked" OR "user_id" IS NOT NULL);
ALTER TABLE "whatsapp_users" ADD CONSTRAINT "whatsapp_users_has_address" CHECK ("whatsapp_phone" IS NOT NULL OR "bsuid" IS NOT NULL OR "suspended_at" IS NOT NULL);

CREATE FUNCTION "end_link_without_account"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."is_linked" := false;
  NEW."linked_at" := NULL;
  RETURN NEW;
END
$$;
CREATE TRIGGER "whatsapp_users_end_link_without_account" BEFORE UPDATE ON "whatsapp_users"
  FOR EACH ROW WHEN (OLD."user_id" IS NOT NULL AND NEW."user_id" IS NULL) EXECUTE FUNCTION "end_link_without_account"();

-- E-mail addresses are kept in one spelling, so that the unique index sees them as people do.
ALTER TABLE "users" ADD CONSTRAINT "users_email_lower_case" CHECK ("email" = lower("email"));

-- Words that the application knows; a typo is an error, not a new state.
ALTER TABLE "webhook_events" ADD CONSTRAINT "webhook_events_state" CHECK ("state" IN ('pending', 'done', 'ignored', 'quarantined', 'orphaned', 'dead'));
ALTER TABLE "outbound_messages" ADD CONSTRAINT "outbound_messages_status" CHECK ("status" IN ('queued', 'sending', 'unknown', 'accepted', 'sent', 'failed', 'delivered', 'read'));
ALTER TABLE "outbound_messages" ADD CONSTRAINT "outbound_messages_kind" CHECK ("kind" IN ('text', 'template'));
