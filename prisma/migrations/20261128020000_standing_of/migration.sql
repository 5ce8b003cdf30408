-- How somebody stands to us, judged over all whom we know at their number, under every spelling. A function keeps its plan,
-- and asks for the lines once, where a part of each statement that needs it would be planned anew and ask again and again.
CREATE FUNCTION "standing_of"("person" uuid, "phone" text, "address" text)
RETURNS TABLE ("last_inbound_at" timestamptz, "has_refused" boolean, "has_agreed" boolean, "is_known" boolean)
LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
#variable_conflict use_column
DECLARE
  "own" "whatsapp_users"%ROWTYPE;
  "is_person" boolean;
  "asked" text;
  "told" text[];
BEGIN
  SELECT * INTO "own" FROM "whatsapp_users" WHERE "id" = "standing_of"."person";
  "is_person" := FOUND;
  "asked" := CASE WHEN "is_person" THEN "own"."line" ELSE "spelling_of_line"("standing_of"."phone") END;
  "told" := "told_lines"("asked");
  RETURN QUERY
    SELECT max("w"."last_inbound_at"),
      coalesce(bool_or(coalesce("w"."opted_out_at", "w"."marketing_stopped_at") IS NOT NULL), false),
      coalesce(bool_or("w"."marketing_agreed_at" IS NOT NULL), false),
      coalesce(bool_or("w"."last_inbound_at" IS NOT NULL OR "w"."is_linked"), false)
    FROM "whatsapp_users" "w"
    WHERE "w"."id" = "own"."id"
      OR ("w"."line" = "asked"
        AND ("w"."bsuid" IS NULL OR "own"."bsuid" IS NULL OR "w"."bsuid" = "own"."bsuid"))
      OR "w"."line" = ANY("told")
      OR (NOT "is_person" AND "w"."bsuid" = "standing_of"."address");
END
$$;
