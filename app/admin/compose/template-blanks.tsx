"use client";
import { Field } from "#components/ui/field";
import { Input } from "#components/ui/input";
import type { Template } from "../responses.ts";
import type { Filled } from "./template-components.ts";
import { TemplatePreview } from "./template-preview.tsx";
import { slotsOf } from "./template-slots.ts";

interface TemplateBlanksProps {
  template: Template;
  filled: Filled;
  onFill: (filled: Filled) => void;
}

/** One field for each blank of the template, beside the message as it will look. */
export function TemplateBlanks({ template, filled, onFill }: TemplateBlanksProps) {
  const slots = slotsOf(template);
  return (
    <div className="grid items-start gap-5 lg:grid-cols-2">
      <div className="flex flex-col gap-4">
        {slots.length === 0 && (
          <p className="text-ink-soft">This template has nothing to fill in. It’s sent as it is.</p>
        )}
        {slots.map(({ key, label, example }) => (
          <Field key={key} label={label}>
            {(ids) => (
              <Input
                {...ids}
                name={key}
                autoComplete="off"
                value={filled[key] ?? ""}
                placeholder={example ? `such as ${example}` : undefined}
                onChange={(event) => onFill({ ...filled, [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
      <TemplatePreview template={template} filled={filled} />
    </div>
  );
}
