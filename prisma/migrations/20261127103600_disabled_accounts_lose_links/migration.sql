-- An account that is disabled loses its link as one that is deleted does: its chat is nobody's, and may be linked anew.
-- Both are written into the audit trail, whoever changes the table.
CREATE FUNCTION "audit_end_of_link"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO "audit_events" ("action", "user_id", "whatsapp_user_id", "details")
    SELECT 'unlinked', OLD."id", "id", jsonb_build_object('reason', TG_ARGV[0]) FROM "whatsapp_users"
    WHERE "user_id" = OLD."id" AND "is_linked";
  UPDATE "whatsapp_users" SET "user_id" = NULL WHERE "user_id" = OLD."id";
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END
$$;
CREATE TRIGGER "users_end_link_of_disabled_account" BEFORE UPDATE OF "disabled_at" ON "users"
  FOR EACH ROW WHEN (OLD."disabled_at" IS NULL AND NEW."disabled_at" IS NOT NULL) EXECUTE FUNCTION "audit_end_of_link"('account_disabled');
CREATE TRIGGER "users_end_link_of_deleted_account" BEFORE DELETE ON "users"
  FOR EACH ROW EXECUTE FUNCTION "audit_end_of_link"('account_deleted');

UPDATE "whatsapp_users" SET "user_id" = NULL FROM "users"
  WHERE "users"."id" = "whatsapp_users"."user_id" AND "users"."disabled_at" IS NOT NULL;
