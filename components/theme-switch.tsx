"use client";
import { useTheme } from "next-themes";
import { useSyncExternalStore } from "react";
import { Monitor, Moon, Sun } from "#components/ui/icons";

const THEMES = [
  { value: "system", label: "Same as device", Icon: Monitor },
  { value: "light", label: "Light", Icon: Sun },
  { value: "dark", label: "Dark", Icon: Moon },
];

const never = () => () => {};

/** Chooses between light, dark and what the device says. The choice is known in the browser only. */
export function ThemeSwitch() {
  const { theme, setTheme } = useTheme();
  const isInBrowser = useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
  return (
    <fieldset className="p-1">
      <legend className="px-2 py-1 font-medium text-ink-soft text-sm">Theme</legend>
      {THEMES.map(({ value, label, Icon }) => (
        <label
          key={value}
          className="flex min-h-11 cursor-pointer items-center gap-3 rounded-lg px-2 hover:bg-sunken has-checked:bg-brand has-checked:text-on-brand has-focus-visible:outline-3 has-focus-visible:outline-brand-text"
        >
          <input
            type="radio"
            name="theme"
            value={value}
            checked={isInBrowser && theme === value}
            onChange={() => setTheme(value)}
            className="sr-only"
          />
          <Icon aria-hidden className="size-5" />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
