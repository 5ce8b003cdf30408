import type { World } from "../world.ts";

/**
 * Where a webhook about messages goes, as the set-up at Meta says: the most specific callback wins; null where our app gets none,
 * since it is not subscribed to the account or to the field.
 */
export function webhookTarget({ setUp, settings }: World): string | null {
  if (!setUp.subscribedApps.includes("ours") || !setUp.fields.includes("messages")) return null;
  const { phone_number, whatsapp_business_account, application } = setUp.callbacks;
  return phone_number ?? whatsapp_business_account ?? application ?? settings.webhookUrl;
}

/** What webhooks are signed with: our app's secret. */
export function signingSecret({ setUp, settings }: World): string {
  return setUp.appSecret ?? settings.webhookSecret;
}
