import { Check } from "#components/ui/icons";
import { agreeByLinking } from "#lib/people/agreements";
import { Caution } from "./caution.tsx";

/** What a link allows, how it ends, and when not to make it. */
export function Allowed({ platform }: { platform: string }) {
  const points = [
    `The bot can see your ${platform} name, email and role.`,
    "Your teachers can write to you on WhatsApp.",
    agreeByLinking(platform),
    "You can unlink at any time.",
  ];
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col gap-2">
        {points.map((point) => (
          <li key={point} className="flex gap-2.5">
            <Check aria-hidden className="mt-0.5 size-5 shrink-0 text-brand-text" />
            {point}
          </li>
        ))}
      </ul>
      <Caution>If you did not just write to our bot, close this page.</Caution>
    </div>
  );
}
