"use client";
import * as Radix from "@radix-ui/react-tabs";
import type { ReactNode } from "react";

interface TabsProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
  tabs: { value: string; label: string; content: ReactNode }[];
}

/** Two or more ways to do one thing, one shown at a time. */
export function Tabs({ label, value, onChange, tabs }: TabsProps) {
  return (
    <Radix.Root value={value} onValueChange={onChange} className="flex flex-col gap-5">
      <Radix.List
        aria-label={label}
        className="grid auto-cols-fr grid-flow-col gap-1 rounded-xl bg-sunken p-1 sm:w-fit"
      >
        {tabs.map((tab) => (
          <Radix.Trigger
            key={tab.value}
            value={tab.value}
            className="min-h-11 rounded-lg px-5 text-ink-soft transition-colors duration-150 hover:text-ink data-[state=active]:bg-brand data-[state=active]:font-medium data-[state=active]:text-on-brand"
          >
            {tab.label}
          </Radix.Trigger>
        ))}
      </Radix.List>
      {tabs.map((tab) => (
        <Radix.Content key={tab.value} value={tab.value} className="flex flex-col gap-5">
          {tab.content}
        </Radix.Content>
      ))}
    </Radix.Root>
  );
}
