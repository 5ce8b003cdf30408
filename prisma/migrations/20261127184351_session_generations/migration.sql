-- AlterTable
ALTER TABLE "users" ADD COLUMN     "session_generation" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "token_generation" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "session_uses" (
    "id" VARCHAR(80) NOT NULL,
    "used_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "session_uses_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "session_uses_used_at_idx" ON "session_uses"("used_at");

-- A new password, another role, disabling and enabling an account end its sessions and API tokens, whoever changes the
-- table. No generation ever falls, since an ended session would count again.
CREATE FUNCTION "raise_generations"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  "reason" text := CASE
    WHEN NEW."password_hash" IS DISTINCT FROM OLD."password_hash" THEN 'password_changed'
    WHEN NEW."disabled_at" IS NOT NULL AND OLD."disabled_at" IS NULL THEN 'account_disabled'
    WHEN NEW."disabled_at" IS NULL AND OLD."disabled_at" IS NOT NULL THEN 'account_enabled'
    WHEN NEW."role" IS DISTINCT FROM OLD."role" THEN 'role_changed'
  END;
BEGIN
  NEW."session_generation" := greatest(NEW."session_generation", OLD."session_generation" + ("reason" IS NOT NULL)::int);
  NEW."token_generation" := greatest(
    NEW."token_generation",
    OLD."token_generation" + (NEW."session_generation" > OLD."session_generation")::int
  );
  IF "reason" IS NOT NULL THEN
    INSERT INTO "audit_events" ("action", "user_id", "details")
      VALUES ('sessions_ended', NEW."id", jsonb_build_object('reason', "reason"));
  END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "users_raise_generations" BEFORE UPDATE ON "users"
  FOR EACH ROW EXECUTE FUNCTION "raise_generations"();
