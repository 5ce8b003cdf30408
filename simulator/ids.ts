import { randomBytes, randomInt, randomUUID } from "node:crypto";

function digits(count: number): string {
  return Array.from({ length: count }, () => randomInt(10)).join("");
}

/** A message id as opaque as Meta's. */
export function newWamid(): string {
  return `wamid.HBgL${randomBytes(31).toString("base64")}`;
}

/** A business-scoped user id: country code, dot, digits. */
export function newBsuid(country = "US"): string {
  return `${country}.${randomInt(1, 10)}${digits(16)}`;
}

/** A media id like those in inbound webhooks; nothing can be fetched with it. */
export function newMediaId(): string {
  return `9${digits(14)}`;
}

/** The trace id that stands in every Graph error. */
export function newTraceId(): string {
  return `A${randomBytes(16).toString("base64url")}`;
}

/** An id for what only the simulator knows: phones, deliveries, calls. */
export function newLocalId(): string {
  return randomUUID().slice(0, 8);
}
