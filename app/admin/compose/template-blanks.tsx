"use client";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import type { Filled } from "#lib/whatsapp/templates/filled-components";
import { slotsOf } from "#lib/whatsapp/templates/slots";
import type { Template } from "../responses.ts";
import { slotLabel } from "./slot-label.ts";
import { TemplatePreview } from "./template-preview.tsx";

interface TemplateBlanksProps {
  template: Template;
  filled: Filled;
  onFill: (filled: Filled) => void;
}

/** One field for each blank of the template, beside the message as it will look. */
export function TemplateBlanks({ template, filled, onFill }: TemplateBlanksProps) {
  const slots = slotsOf(template.components);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <div className="flex flex-col gap-4">
        {slots.length === 0 && (
          <p className="text-ink-soft">This template has nothing to fill in. It’s sent as it is.</p>
        )}
        {slots.map((slot) => (
          <Field key={slot.key} label={slotLabel(slot)}>
            {(ids) => (
              <Input
                {...ids}
                name={slot.key}
                autoComplete="off"
                value={filled[slot.key] ?? ""}
                placeholder={slot.example ? `for example, ${slot.example}` : undefined}
                onChange={(event) => onFill({ ...filled, [slot.key]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <TemplatePreview template={template} filled={filled} />
    </div>
  );
}
