import { openCloudflared } from "./cloudflared.ts";
import { openNgrok } from "./ngrok.ts";
import type { Tunnel } from "./tunnel.ts";

/** Opens a tunnel to a server of this machine: ngrok's with a token for it, else one of cloudflared. Throws why it can't. */
export function openTunnel(target: string, ngrokToken: string | undefined): Promise<Tunnel> {
  return ngrokToken ? openNgrok(target, ngrokToken) : openCloudflared(target);
}
