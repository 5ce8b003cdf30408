import { BEGINNING } from "../outbox/first-words.ts";

/** The SQL of what a list shows of a message: how its text begins, and its recipient as the school calls them, else their number. */
export const shownOf = (messages: string) => `left(${messages}.text, ${BEGINNING + 1}) as text,
  coalesce(case when person.is_linked then account.name end, person.whatsapp_phone, to_phone) as "to"`;

/** The SQL that joins the recipients of messages, whom `shownOf` names. */
export const joinRecipients = (messages: string) => `
  left join whatsapp_users person on person.id = ${messages}.whatsapp_user_id
  left join users account on account.id = person.user_id`;
