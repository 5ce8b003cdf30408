-- An account that is disabled loses its link as one that is deleted does: its chat is nobody's, and may be linked anew.
CREATE FUNCTION "end_link_of_disabled_account"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "whatsapp_users" SET "user_id" = NULL WHERE "user_id" = NEW."id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "users_end_link_of_disabled_account" AFTER UPDATE OF "disabled_at" ON "users"
  FOR EACH ROW WHEN (OLD."disabled_at" IS NULL AND NEW."disabled_at" IS NOT NULL) EXECUTE FUNCTION "end_link_of_disabled_account"();

UPDATE "whatsapp_users" SET "user_id" = NULL FROM "users"
  WHERE "users"."id" = "whatsapp_users"."user_id" AND "users"."disabled_at" IS NOT NULL;
