/** Headers that our own server (`server/main.ts`) writes over whatever a client sent. */
type FrontHeader = "x-connect-peer" | "x-connect-proxied" | "x-request-id";

// Next bundles our modules a second time, for its pages; what one half says, the other has to know.
const holder = globalThis as typeof globalThis & { connectFrontStands?: boolean };

/** Says that every request of this process comes through our own server. Only that server and tests may say so. */
export function standInFront(): void {
  holder.connectFrontStands = true;
}

/** What our own server says of a request; null where another runs Next, such as `next start`, since a client may then have made it up. */
export function readFrontHeader(headers: Headers, name: FrontHeader): string | null {
  return isFrontOurs() ? headers.get(name) : null;
}

/** Whether our own server stands in front; without it nothing that headers say of a caller is believed. */
export function isFrontOurs(): boolean {
  return holder.connectFrontStands === true;
}
