"use client";
import { useState } from "react";
import { Avatar } from "#components/avatar";
import { FailureNote } from "#components/failure-note";
import { LoaderCircle } from "#components/ui/icons";
import { useIsReady } from "#components/ui/use-is-ready";
import { SlowNote } from "./slow-note.tsx";
import { useSignIn } from "./use-sign-in.ts";

/** One of the accounts that exist only where the product is tried out. */
interface DemoAccount {
  email: string;
  name: string;
  role: string;
}

interface DemoAccountsProps {
  accounts: readonly DemoAccount[];
  /** The one that they all have. */
  password: string;
  /** The path to go on to. */
  next: string;
}

/** The demo accounts; one tap signs in with one of them. */
export function DemoAccounts({ accounts, password, next }: DemoAccountsProps) {
  const isReady = useIsReady();
  const [chosen, setChosen] = useState<string | null>(null);
  const { enter, isBusy, isLong, failure } = useSignIn(next);

  const choose = async (email: string) => {
    if (isBusy) return;
    setChosen(email);
    await enter(email, password);
  };

  return (
    <section aria-labelledby="demo-accounts" className="flex flex-col gap-3 border-line border-t pt-5">
      <div>
        <h2 id="demo-accounts" className="font-medium">
          Just trying it out?
        </h2>
        <p className="text-ink-soft text-sm">Tap a demo account to sign in with it.</p>
      </div>
      {failure && <FailureNote>{failure}</FailureNote>}
      <ul className="grid gap-2">
        {accounts.map(({ email, name, role }) => (
          <li key={email}>
            <button
              type="button"
              disabled={!isReady}
              aria-busy={(isBusy && chosen === email) || undefined}
              onClick={() => choose(email)}
              className="group flex min-h-11 w-full items-center gap-3 rounded-xl border border-line px-3 py-2 text-left transition-colors duration-150 hover:bg-sunken"
            >
              <Avatar name={name} />
              <span className="min-w-0 flex-1">
                <span className="sr-only">Sign in as </span>
                <span className="block font-medium">
                  {name} <span className="font-normal text-ink-soft">· {role}</span>
                </span>
                <span className="block break-all text-ink-soft text-sm">{email}</span>
              </span>
              <LoaderCircle aria-hidden className="hidden size-5 animate-spin group-aria-busy:block" />
            </button>
          </li>
        ))}
      </ul>
      <SlowNote isSlow={isLong} />
    </section>
  );
}
