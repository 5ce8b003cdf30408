import { useEffect, useState } from "react";

const SLOW_MS = 2000;

/** Says beside the turning wheel that sending takes longer than usual. */
export function SlowNote({ isBusy }: { isBusy: boolean }) {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isBusy) return;
    const timer = setTimeout(() => setSlow(true), SLOW_MS);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [isBusy]);
  return (
    <p role="status" className="text-ink-soft">
      {isSlow && "WhatsApp is slow. Still trying…"}
    </p>
  );
}
