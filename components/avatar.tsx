import { clsx } from "clsx";
import { UserRound } from "#components/ui/icons";

/** A person's initials in a circle; a figure where there is no name. The letters are decoration, no text to be read out. */
export function Avatar({ name, className }: { name: string | null; className?: string }) {
  const letters = (name ?? "")
    .split(/\s+/)
    .map((word) => [...word].find((character) => /\p{L}/u.test(character)) ?? "")
    .filter(Boolean);
  const initials = [letters[0], letters.length > 1 ? letters.at(-1) : ""].join("").toUpperCase();
  return (
    <span
      aria-hidden
      data-initials={initials}
      className={clsx(
        initials && "before:content-[attr(data-initials)]",
        "grid shrink-0 select-none place-items-center rounded-full bg-brand font-semibold text-on-brand",
        className ?? "size-9 text-sm",
      )}
    >
      {!initials && <UserRound className="size-1/2" />}
    </span>
  );
}
