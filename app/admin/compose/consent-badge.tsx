import { Badge } from "#components/ui/badge";
import { BellOff } from "#components/ui/icons";
import type { Person } from "../responses.ts";

/** That this person refuses announcements, or all marketing; nothing for who refuses neither. */
export function ConsentBadge({ person }: { person: Person }) {
  if (!person.opted_out && !person.marketing_stopped) return null;
  return (
    <Badge tone="warning">
      <BellOff aria-hidden className="size-4" />
      {person.opted_out ? "Opted out of announcements" : "Stopped announcements in WhatsApp"}
    </Badge>
  );
}
