import { count } from "../../../count.ts";
import { env } from "../../../env.ts";
import { CURRENT_VERSION, lastDayOf } from "../../../whatsapp/api-versions.ts";
import { findTemplatesFault, REFRESH_TEMPLATES } from "../../faults.ts";
import type { Check } from "../check.ts";
import { green, NO_DATABASE, red, unknown, yellow } from "../finding.ts";

/** Whether our list of templates is Meta's. */
export const templatesCheck: Check = {
  id: "templates",
  name: "Templates",
  why: "Staff choose from our copy of Meta’s list; an old one offers templates that Meta refuses.",
  look: async ({ figures }) => {
    const found = await figures();
    if (!found) return unknown(NO_DATABASE);
    const { templatesAge: age, templatesUnread: unread } = found;
    if (age === null) return yellow("Meta’s list of templates was never read.", REFRESH_TEMPLATES);
    const fault = findTemplatesFault(found);
    if (fault) return yellow(fault.says, fault.mend);
    if (unread)
      return yellow(
        `${count(unread, "template")} of the list couldn’t be read, so nobody can choose them.`,
        "Open them in WhatsApp Manager, and save them again.",
      );
    return green(`Read ${count(age / 60, "minute")} ago.`);
  },
};

/** A version that ends sooner is told of. */
const SOON_MS = 90 * 24 * 3600 * 1000;

/** Whether Meta still serves the version of its API that we use. */
export const versionCheck: Check = {
  id: "api_version",
  name: "Graph API version",
  why: "Meta serves each version for two years, and then uses another one instead.",
  look: () => {
    const { WHATSAPP_API_VERSION: version } = env();
    const mend = `Set WHATSAPP_API_VERSION=${CURRENT_VERSION}.`;
    if (version === CURRENT_VERSION) return green(`${version} is current.`);
    const lastDay = lastDayOf(version);
    if (lastDay === null) return unknown(`We don’t know ${version}.`, mend);
    if (lastDay === "past") return red(`${version} has ended.`, mend);
    const leftMs = Date.parse(lastDay) - Date.now();
    if (leftMs < 0) return red(`${version} ended on ${lastDay}.`, mend);
    return leftMs < SOON_MS
      ? yellow(`${version} ends on ${lastDay}.`, mend)
      : green(`${version} lasts until ${lastDay}.`);
  },
};
