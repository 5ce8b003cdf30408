import { clsx } from "clsx";
import type { ReactNode } from "react";
import { Avatar } from "#components/avatar";

interface IdentityCardProps {
  /** What kind of identity this is, such as "WhatsApp". */
  kind: string;
  icon: ReactNode;
  /** The one thing to know them by. */
  name: string;
  /** One line each: what else there is, such as email and role. */
  lines: string[];
  isWhatsapp?: boolean;
  /** A smaller line below these. */
  note?: ReactNode;
  children?: ReactNode;
}

/** Who somebody is in one place, to be compared with who they are in another. */
export function IdentityCard({ kind, icon, name, lines, isWhatsapp, note, children }: IdentityCardProps) {
  return (
    <section
      aria-label={kind}
      className="flex min-w-0 flex-1 flex-col overflow-hidden rounded-2xl border border-line bg-surface shadow-card"
    >
      <p
        aria-hidden
        className={clsx(
          "flex items-center gap-2 px-4 py-2 font-medium text-sm",
          isWhatsapp ? "bg-chat-out text-chat-ink" : "bg-sunken text-ink-soft",
        )}
      >
        {icon}
        {kind}
      </p>
      <div className="flex flex-1 items-center gap-3 p-4">
        <Avatar name={isWhatsapp ? null : name} className="size-12 text-lg" />
        <div className="min-w-0">
          <p className="break-words font-semibold text-lg leading-snug">
            <bdi>{name}</bdi>
          </p>
          {lines.map((line) => (
            <p key={line} className="break-words text-ink-soft [overflow-wrap:anywhere]">
              <bdi>{line}</bdi>
            </p>
          ))}
          {note && <p className="mt-1 text-ink-soft text-sm">{note}</p>}
        </div>
      </div>
      {children && <div className="border-line border-t px-2 py-1">{children}</div>}
    </section>
  );
}
