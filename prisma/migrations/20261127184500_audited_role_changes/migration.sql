-- Who may do what is written into the audit trail whenever it changes, whoever changes the table.
CREATE FUNCTION "audit_role"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "audit_events" ("action", "user_id", "details") VALUES ('role_changed', NEW."id",
    CASE WHEN TG_OP = 'UPDATE' THEN jsonb_build_object('from', OLD."role", 'to', NEW."role")
      ELSE jsonb_build_object('to', NEW."role") END);
  RETURN NULL;
END
$$;
CREATE TRIGGER "users_audit_role_change" AFTER UPDATE ON "users"
  FOR EACH ROW WHEN (OLD."role" IS DISTINCT FROM NEW."role") EXECUTE FUNCTION "audit_role"();
CREATE TRIGGER "users_audit_first_role" AFTER INSERT ON "users"
  FOR EACH ROW WHEN (NEW."role" <> 'student') EXECUTE FUNCTION "audit_role"();

-- When an account last lost a WhatsApp, however that came: for a day, joining another one needs a fresh sign-in.
CREATE TABLE "ended_links" (
    "user_id" UUID NOT NULL,
    "ended_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ended_links_pkey" PRIMARY KEY ("user_id")
);
CREATE FUNCTION "note_end_of_link"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "ended_links" ("user_id", "ended_at") VALUES (OLD."user_id", clock_timestamp())
    ON CONFLICT ("user_id") DO UPDATE SET "ended_at" = EXCLUDED."ended_at";
  RETURN NULL;
END
$$;
CREATE TRIGGER "whatsapp_users_note_end_of_link" AFTER UPDATE ON "whatsapp_users" FOR EACH ROW
  WHEN (OLD."is_linked" AND OLD."user_id" IS NOT NULL AND (NOT NEW."is_linked" OR NEW."user_id" IS DISTINCT FROM OLD."user_id"))
  EXECUTE FUNCTION "note_end_of_link"();
CREATE TRIGGER "whatsapp_users_note_end_of_deleted_link" AFTER DELETE ON "whatsapp_users" FOR EACH ROW
  WHEN (OLD."is_linked" AND OLD."user_id" IS NOT NULL) EXECUTE FUNCTION "note_end_of_link"();

INSERT INTO "ended_links" ("user_id", "ended_at")
  SELECT "user_id", max("at") FROM "audit_events"
  WHERE "user_id" IS NOT NULL AND "action" IN ('unlinked', 'staff_unlinked', 'suspended') AND "at" > now() - interval '24 hours'
  GROUP BY "user_id";
