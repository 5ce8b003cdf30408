import { Bubble } from "#components/bubble";
import { WhatsappText } from "#components/whatsapp-text";
import { type Filled, fillText } from "#lib/whatsapp/templates/filled-components";
import { readShown } from "#lib/whatsapp/templates/shown-template";
import type { Template } from "../responses.ts";

interface TemplatePreviewProps {
  template: Template;
  filled: Filled;
}

/** The message as the student will see it. */
export function TemplatePreview({ template, filled }: TemplatePreviewProps) {
  const { header, body, footer, buttonLabels } = readShown(template.components);
  return (
    <figure aria-label="Preview" className="flex flex-col gap-1 rounded-2xl bg-chat-wall p-4">
      <Bubble>
        {header && (
          <p className="mb-1 font-semibold">
            <WhatsappText text={fillText(header, "header", filled)} />
          </p>
        )}
        <p>
          <WhatsappText text={fillText(body, "body", filled)} />
        </p>
        {footer && <p className="mt-1 text-chat-soft text-sm">{footer}</p>}
      </Bubble>
      {buttonLabels.map((label, index) => (
        <p
          // biome-ignore lint/suspicious/noArrayIndexKey: two buttons may have the same label, and none moves
          key={index}
          className="w-fit max-w-[88%] rounded-xl bg-chat-in px-4 py-2 text-center text-chat-link text-sm shadow-card"
        >
          {label}
        </p>
      ))}
    </figure>
  );
}
