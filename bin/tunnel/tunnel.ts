/** An open tunnel to this machine. */
export interface Tunnel {
  /** The https origin that leads here. */
  address: string;
  /** Settles when the tunnel is lost, with the reason. */
  lost: Promise<string>;
  close: () => Promise<void>;
}
