import { Badge } from "#components/ui/badge";
import { LockKeyhole, LockKeyholeOpen } from "#components/ui/icons";
import type { Person } from "../responses.ts";

/** Whether free text reaches this person now, or only a template. */
export function WindowBadge({ person }: { person: Person }) {
  if (person.window_open) {
    return (
      <Badge tone="good">
        <LockKeyholeOpen aria-hidden className="size-4" />
        Text or template
      </Badge>
    );
  }
  return (
    <Badge tone="warning">
      <LockKeyhole aria-hidden className="size-4" />
      Templates only
    </Badge>
  );
}
