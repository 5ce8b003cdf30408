"use client";
import { useState } from "react";
import type { FieldIds } from "#components/ui/field";
import { Input } from "#components/ui/input";

/** A password field that can be made readable. */
export function PasswordInput({ ids }: { ids: FieldIds }) {
  const [isShown, setShown] = useState(false);
  return (
    <div className="relative">
      <Input
        {...ids}
        type={isShown ? "text" : "password"}
        name="password"
        autoComplete="current-password"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="go"
        required
        className="pr-20"
      />
      <button
        type="button"
        onClick={() => setShown(!isShown)}
        className="absolute inset-y-0 right-0 min-w-11 rounded-xl px-3.5 font-medium text-brand-text text-sm"
      >
        {isShown ? "Hide" : "Show"}
        <span className="sr-only"> password</span>
      </button>
    </div>
  );
}
