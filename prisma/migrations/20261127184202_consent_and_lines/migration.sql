-- AlterTable
ALTER TABLE "consent_events" ADD COLUMN     "note" VARCHAR(200),
ADD COLUMN     "recorded_by" UUID;

-- AlterTable
ALTER TABLE "whatsapp_users" ADD COLUMN     "line" VARCHAR(32),
ADD COLUMN     "marketing_agreed_at" TIMESTAMPTZ(3),
ADD COLUMN     "search_text" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "whatsapp_username" VARCHAR(255);

-- CreateTable
CREATE TABLE "line_aliases" (
    "line" VARCHAR(32) NOT NULL,
    "same_as" VARCHAR(32) NOT NULL,
    "told_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "line_aliases_pkey" PRIMARY KEY ("line")
);

-- CreateIndex
CREATE INDEX "line_aliases_same_as_idx" ON "line_aliases"("same_as");

-- A number in the one spelling that stands for all that are valid for its line: Brazilian mobiles with the ninth digit,
-- Mexican ones without WhatsApp's 1, Argentinian ones with neither 9 nor 15, those of Benin without the 01 of 2024.
CREATE FUNCTION "spelling_of_line"("phone" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN CASE
  WHEN "phone" !~ '^\+(52|54|55|229)' THEN "phone"
  WHEN "phone" ~ '^\+55[1-9][1-9][6-9][0-9]{7}$' THEN left("phone", 5) || '9' || right("phone", 8)
  WHEN "phone" ~ '^\+521[0-9]{10}$' THEN '+52' || right("phone", 10)
  WHEN "phone" ~ '^\+549?1115[0-9]{8}$' THEN '+5411' || right("phone", 8)
  WHEN "phone" ~ '^\+549?[23][0-9]{2}15[0-9]{7}$' THEN regexp_replace("phone", '^\+549?(...)15', '+54\1')
  WHEN "phone" ~ '^\+549?[23][0-9]{3}15[0-9]{6}$' THEN regexp_replace("phone", '^\+549?(....)15', '+54\1')
  WHEN "phone" ~ '^\+549[0-9]{10}$' THEN '+54' || right("phone", 10)
  WHEN "phone" ~ '^\+22901[0-9]{8}$' THEN '+229' || right("phone", 8)
  ELSE "phone" END;

-- Every spelling of a number as digits, in the ways in which people write it down, for the search.
CREATE FUNCTION "spellings_of"("phone" text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
  "line" text := substr("spelling_of_line"("phone"), 2);
BEGIN
  IF "line" !~ '^(52|54|55|229)' THEN RETURN "line"; END IF;
  RETURN concat_ws(' ', substr("phone", 2), nullif("line", substr("phone", 2)), CASE
    WHEN "line" ~ '^55[1-9][1-9]9[6-9][0-9]{7}$' THEN left("line", 4) || right("line", 8)
    WHEN "line" ~ '^52[0-9]{10}$' THEN '521' || right("line", 10)
    WHEN "line" ~ '^5411[0-9]{8}$' THEN '549' || right("line", 10) || ' 541115' || right("line", 8)
    WHEN "line" ~ '^54[23][0-9]{9}$' THEN concat_ws(' ', '549' || right("line", 10),
      regexp_replace("line", '^54(...)', '54\115'), regexp_replace("line", '^54(....)', '54\115'))
    WHEN "line" ~ '^229[0-9]{8}$' THEN '22901' || right("line", 8) END);
END
$$;

-- Text as it is searched: without accents, marks and invisible characters, in small letters, whatever the database's locale.
CREATE FUNCTION "fold_text"("given" text) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  IF octet_length("given") = char_length("given") THEN RETURN lower("given" COLLATE "C"); END IF;
  RETURN replace(replace(replace(replace(translate(lower(regexp_replace(normalize("given", NFKD),
    '[\u00AD\u0300-\u036F\u0591-\u05C7\u0610-\u061A\u0640\u064B-\u065F\u0670\u061C\u180B-\u180F\u1AB0-\u1AFF\u1DC0-\u1DFF\u200B-\u200F\u202A-\u202E\u2060-\u206F\u20D0-\u20FF\uFE00-\uFE0F\uFE20-\uFE2F\uFEFF]', '', 'g') COLLATE "C"),
    'ÆÐØÞĐĦŁŊŒŦƁƂƄƆƇƉƊƋƎƏƐƑƓƔƖƗƘƜƝƟƢƤƦƧƩƬƮƱƲƳƵƷƸƼǤǶǷȜȠȢȤȺȻȽȾɁɃɄɅɆɈɊɌɎͰͲͶͿΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩϏϘϚϜϞϠϷϺϽϾϿЂЄЅІЈЉЊЋЏАБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯѠѢѤѦѨѪѬѮѰѲѴѸѺѼѾҀҊҌҎҐҒҔҖҘҚҜҞҠҢҤҦҨҪҬҮҰҲҴҶҸҺҼҾӀӃӅӇӉӋӍӔӘӠӨӶӺӼӾԀԂԄԆԈԊԌԎԐԒԔԖԘԚԜԞԠԢԤԦԨԪԬԮԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖᲉẞỺỼỾøđðłıħŧςϲ’‘ʼʻ`‐‑‒–—−',
    'ædoþdhlŋœtɓƃƅɔƈɖɗƌǝəɛƒɠɣɩɨƙɯɲɵƣƥʀƨʃƭʈʊʋƴƶʒƹƽǥƕƿȝƞȣȥⱥȼƚⱦɂƀʉʌɇɉɋɍɏͱͳͷϳαβγδεζηθικλμνξοπρστυφχψωϗϙϛϝϟϡϸϻͻͼͽђєѕіјљњћџабвгдежзиклмнопрстуфхцчшщъыьэюяѡѣѥѧѩѫѭѯѱѳѵѹѻѽѿҁҋҍҏґғҕҗҙқҝҟҡңҥҧҩҫҭүұҳҵҷҹһҽҿӏӄӆӈӊӌӎӕәӡөӷӻӽӿԁԃԅԇԉԋԍԏԑԓԕԗԙԛԝԟԡԣԥԧԩԫԭԯաբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆᲊßỻỽỿoddlihtσσ''''''''''------'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
END
$$;

-- A pattern for LIKE that is met by what holds the text as it is searched; %, _ and \ are letters like any other.
CREATE FUNCTION "search_pattern"("given" text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  '%' || regexp_replace("fold_text"("given"), '([\\%_])', '\\\1', 'g') || '%';

-- What a person is found by: all that names them, and the account that is linked to them.
CREATE FUNCTION "search_text_of"("name" text, "username" text, "bsuid" text, "phone" text, "account_id" uuid) RETURNS text
  LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
DECLARE
  "account" text;
BEGIN
  IF "account_id" IS NOT NULL THEN
    SELECT concat_ws(' ', "users"."name", "users"."email") INTO "account" FROM "users" WHERE "users"."id" = "account_id";
  END IF;
  RETURN "fold_text"(concat_ws(' ', "name", "username", "bsuid", "spellings_of"("phone"), "account"));
END
$$;

-- Both are kept here, since rows are written in many ways, also by the program before an update.
CREATE FUNCTION "describe_whatsapp_user"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW."line" := "spelling_of_line"(NEW."whatsapp_phone");
  NEW."search_text" := "search_text_of"(NEW."whatsapp_name", NEW."whatsapp_username", NEW."bsuid", NEW."whatsapp_phone", NEW."user_id");
  RETURN NEW;
END
$$;
CREATE TRIGGER "whatsapp_users_describe_new" BEFORE INSERT ON "whatsapp_users"
  FOR EACH ROW EXECUTE FUNCTION "describe_whatsapp_user"();
CREATE TRIGGER "whatsapp_users_describe_changed" BEFORE UPDATE ON "whatsapp_users"
  FOR EACH ROW WHEN (
    (OLD."whatsapp_phone", OLD."bsuid", OLD."whatsapp_name", OLD."whatsapp_username", OLD."user_id")
    IS DISTINCT FROM (NEW."whatsapp_phone", NEW."bsuid", NEW."whatsapp_name", NEW."whatsapp_username", NEW."user_id")
  ) EXECUTE FUNCTION "describe_whatsapp_user"();

CREATE FUNCTION "describe_whatsapp_of_user"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE "whatsapp_users"
    SET "search_text" = "search_text_of"("whatsapp_name", "whatsapp_username", "bsuid", "whatsapp_phone", "user_id")
    WHERE "user_id" = NEW."id";
  RETURN NULL;
END
$$;
CREATE TRIGGER "users_describe_whatsapp" AFTER UPDATE OF "name", "email" ON "users"
  FOR EACH ROW WHEN ((OLD."name", OLD."email") IS DISTINCT FROM (NEW."name", NEW."email"))
  EXECUTE FUNCTION "describe_whatsapp_of_user"();

-- The lines that Meta's answers to what we sent name beside a line, either way. None for a line that somebody has proven
-- to be theirs by writing from it, or as Meta told us their BSUID: such an answer says nothing of them any more.
CREATE FUNCTION "told_lines"("asked" text) RETURNS text[] LANGUAGE plpgsql STABLE PARALLEL SAFE AS $$
BEGIN
  IF "asked" IS NULL OR EXISTS (SELECT FROM "whatsapp_users" "proven"
    WHERE "proven"."line" = "asked" AND ("proven"."last_inbound_at" IS NOT NULL OR "proven"."bsuid" IS NOT NULL))
  THEN RETURN '{}'; END IF;
  RETURN ARRAY(SELECT "same_as" FROM "line_aliases" WHERE "line" = "asked"
    UNION SELECT "line" FROM "line_aliases" WHERE "same_as" = "asked");
END
$$;

-- The last time when a person agreed to marketing, as far as nothing in the ledger has ended it since.
CREATE FUNCTION "agreement_of"("person" uuid) RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE RETURN (
  SELECT max("agreed"."at") FROM "consent_events" "agreed"
  WHERE "agreed"."whatsapp_user_id" = "person" AND "agreed"."what" = 'marketing' AND "agreed"."value" = 'in'
    AND NOT EXISTS (SELECT FROM "consent_events" "ended"
      WHERE "ended"."whatsapp_user_id" = "person" AND "ended"."value" = 'out' AND "ended"."at" > "agreed"."at"));

-- What there is already: nobody is given an opt-in that the ledger does not hold.
UPDATE "whatsapp_users" SET "line" = "spelling_of_line"("whatsapp_phone"), "marketing_agreed_at" = "agreement_of"("id"),
  "search_text" = "search_text_of"("whatsapp_name", "whatsapp_username", "bsuid", "whatsapp_phone", "user_id");

-- CreateIndex
CREATE INDEX "whatsapp_users_line_idx" ON "whatsapp_users"("line");
