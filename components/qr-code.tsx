import { encode } from "uqr";

const QUIET_MODULES = 3;

interface QrCodeProps {
  /** The address that a camera finds in it. */
  address: string;
  label: string;
}

/** An address as a QR code: black on white in either theme, since cameras expect that. */
export function QrCode({ address, label }: QrCodeProps) {
  const { data, size } = encode(address, { border: QUIET_MODULES });
  const dark = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : [])));
  return (
    <svg
      role="img"
      aria-label={label}
      data-address={address}
      viewBox={`0 0 ${size} ${size}`}
      shapeRendering="crispEdges"
      className="w-full rounded-xl bg-white"
    >
      <path d={dark.join("")} fill="#000" />
    </svg>
  );
}
