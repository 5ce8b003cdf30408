"use client";
import { type KeyboardEvent, type ReactNode, useState } from "react";
import type { FieldIds } from "#components/ui/field";
import { Input } from "#components/ui/input";
import { useIsReady } from "#components/ui/use-is-ready";

interface ComboboxProps<T> {
  ids: FieldIds;
  text: string;
  placeholder?: string;
  options: T[];
  keyOf: (option: T) => string;
  show: (option: T) => ReactNode;
  /** What stands in the list when there is nothing to choose; with null there is no list then. */
  empty: ReactNode | null;
  onText: (text: string) => void;
  onChoose: (option: T) => void;
  onOpenChange: (isOpen: boolean) => void;
}

/** A text field with a list of what the text may mean (ARIA's list-autocomplete pattern). */
export function Combobox<T>({
  ids,
  text,
  options,
  keyOf,
  show,
  empty,
  onText,
  onChoose,
  ...rest
}: ComboboxProps<T>) {
  const isReady = useIsReady();
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const listId = `${ids.id}-list`;
  const optionId = (index: number) => `${ids.id}-option-${index}`;

  const open = (next: boolean) => {
    setOpen(next);
    setActive(-1);
    rest.onOpenChange(next);
  };
  const choose = (option: T | undefined) => {
    if (option === undefined) return;
    onChoose(option);
    open(false);
  };
  const move = (step: number) => {
    if (!isOpen) open(true);
    const count = options.length;
    if (count > 0) setActive((now) => (now < 0 && step < 0 ? count - 1 : (now + step + count) % count));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "ArrowDown") move(1);
    else if (event.key === "ArrowUp") move(-1);
    else if (event.key === "Escape" && isOpen) open(false);
    else if (event.key === "Enter" && isOpen && active >= 0) choose(options[active]);
    else return;
    event.preventDefault();
  };

  return (
    <div className="relative">
      <Input
        {...ids}
        role="combobox"
        readOnly={!isReady}
        aria-expanded={isOpen}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={isOpen && active >= 0 ? optionId(active) : undefined}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        placeholder={rest.placeholder}
        value={text}
        onChange={(event) => {
          onText(event.target.value);
          open(true);
        }}
        onClick={() => open(true)}
        onBlur={() => open(false)}
        onKeyDown={onKeyDown}
      />
      <div
        hidden={!isOpen || (options.length === 0 && empty === null)}
        className="absolute inset-x-0 top-full z-20 mt-1 max-h-80 overflow-y-auto rounded-xl border border-line bg-surface p-1 shadow-raised"
      >
        <div id={listId} role="listbox" aria-label="Suggestions">
          {options.map((option, index) => (
            <div
              key={keyOf(option)}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              onMouseDown={(event) => event.preventDefault()}
              onMouseEnter={() => setActive(index)}
              onClick={() => choose(option)}
              onKeyDown={onKeyDown}
              className="min-h-11 cursor-pointer rounded-lg px-3 py-2 aria-selected:bg-sunken"
            >
              {show(option)}
            </div>
          ))}
        </div>
        {options.length === 0 && <div className="px-3 py-2 text-ink-soft">{empty}</div>}
      </div>
    </div>
  );
}
