/** What Meta asks a callback for when it is entered: to give a challenge back, if the verify token is right. */
export function handshakeUrl(callback: string, verifyToken: string, challenge: string): URL {
  const url = new URL(callback);
  url.searchParams.set("hub.mode", "subscribe");
  url.searchParams.set("hub.challenge", challenge);
  url.searchParams.set("hub.verify_token", verifyToken);
  return url;
}
