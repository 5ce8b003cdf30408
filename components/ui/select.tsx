"use client";
import * as Radix from "@radix-ui/react-select";
import type { FieldIds } from "#components/ui/field";
import { inputStyle } from "#components/ui/input";
import { Check, ChevronDown } from "./icons.tsx";

/** One thing that can be chosen. */
export interface Choice {
  value: string;
  label: string;
  /** A word on why it cannot be chosen; it then stands there, but does not react. */
  obstacle?: string | undefined;
}

interface SelectProps {
  ids: FieldIds;
  value: string;
  choices: Choice[];
  placeholder: string;
  onChange: (value: string) => void;
}

/** Chooses one of a list. */
export function Select({ ids, value, choices, placeholder, onChange }: SelectProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange}>
      <Radix.Trigger
        {...ids}
        className={`${inputStyle} flex min-h-11 items-center justify-between gap-2 text-left data-placeholder:text-ink-soft`}
      >
        <span className="min-w-0 truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon>
          <ChevronDown aria-hidden className="size-5 text-ink-soft" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-40 max-h-(--radix-select-content-available-height) w-(--radix-select-trigger-width) animate-appear overflow-hidden rounded-xl border border-line bg-surface shadow-raised"
        >
          <Radix.Viewport className="p-1">
            {choices.map(({ value: choice, label, obstacle }) => (
              <Radix.Item
                key={choice}
                value={choice}
                disabled={obstacle !== undefined}
                className="flex min-h-11 cursor-pointer items-center justify-between gap-3 rounded-lg px-3 py-2 outline-none data-disabled:cursor-not-allowed data-highlighted:bg-sunken data-disabled:text-ink-soft"
              >
                <Radix.ItemText>{label}</Radix.ItemText>
                {obstacle && <span className="text-sm">{obstacle}</span>}
                <Radix.ItemIndicator>
                  <Check aria-hidden className="size-5 text-brand-text" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
