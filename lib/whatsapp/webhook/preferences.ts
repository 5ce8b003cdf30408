import { z } from "zod";
import { identifier } from "../optional.ts";
import { toAddress, type WhatsappAddress } from "../people.ts";
import { isUnsigned, plausibleTime } from "./time.ts";

/** That a person stopped or resumed marketing messages in WhatsApp's own settings. */
interface MarketingPreference {
  person: WhatsappAddress;
  isStopped: boolean;
  at: Date;
}

const preferenceSchema = z.looseObject({
  wa_id: identifier,
  user_id: identifier,
  category: z.literal("marketing_messages"),
  value: z.enum(["stop", "resume"]),
  timestamp: z.unknown().optional(),
});
const changeSchema = z.looseObject({
  field: z.literal("user_preferences"),
  value: z.looseObject({ user_preferences: z.array(z.unknown()) }),
  isUnsigned,
});

/** What a stored change event says about marketing preferences; none where it is about something else. */
export function readPreferences(payload: unknown, receivedAt: Date): MarketingPreference[] {
  const change = changeSchema.safeParse(payload);
  if (!change.success) return [];
  return change.data.value.user_preferences.flatMap((given) => {
    const preference = preferenceSchema.safeParse(given);
    if (!preference.success) return [];
    const { wa_id, user_id, value, timestamp } = preference.data;
    const person = toAddress(wa_id, user_id);
    if (!person.phone && !person.bsuid) return [];
    const at = change.data.isUnsigned ? receivedAt : plausibleTime(timestamp, receivedAt);
    return [{ person, isStopped: value === "stop", at }];
  });
}
