import { BlockList, isIP } from "node:net";

/** What only this machine is reached by; an IPv4 address inside an IPv6 one counts as itself. */
const OWN = new BlockList();
OWN.addSubnet("127.0.0.0", 8, "ipv4");
OWN.addAddress("0.0.0.0", "ipv4");
OWN.addAddress("::1", "ipv6");
OWN.addAddress("::", "ipv6");

/** Whether a host name or address is this machine and no other. */
export function isThisMachine(host: string): boolean {
  const bare = host
    .replace(/^\[(.*)\]$/, "$1")
    .replace(/\.$/, "")
    .toLowerCase();
  const version = isIP(bare);
  if (version === 0) return bare === "localhost" || bare.endsWith(".localhost");
  return OWN.check(bare, version === 6 ? "ipv6" : "ipv4");
}
