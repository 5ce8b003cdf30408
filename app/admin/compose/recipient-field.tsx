"use client";
import { useState } from "react";
import { profileName } from "#components/profile-name";
import { Combobox } from "#components/ui/combobox";
import { Field } from "#components/ui/field";
import type { Account } from "#lib/auth/accounts";
import { readPhoneNumber } from "#lib/people/phone-numbers";
import { inWords } from "../../call-api.ts";
import type { Person } from "../responses.ts";
import { ConsentBadge } from "./consent-badge.tsx";
import { NOBODY, nameOf, type RecipientChoice } from "./recipient.ts";
import { UnlinkPerson } from "./unlink-person.tsx";
import { usePeople } from "./use-people.ts";
import { WindowBadge } from "./window-badge.tsx";

type Role = Account["role"];

interface RecipientFieldProps {
  choice: RecipientChoice;
  onChange: (choice: RecipientChoice) => void;
  /** The role of who writes. */
  role: Role;
}

/** Whom to write to: found by name, email or number, or simply a number. */
export function RecipientField({ choice, onChange, role }: RecipientFieldProps) {
  const [isOpen, setOpen] = useState(false);
  const { data, error, isLoading } = usePeople(choice.person ? "" : choice.typed, isOpen);
  return (
    <div className="flex flex-col gap-2">
      <Field label="To" hint="A name, a username, an email address, or a number with its country code.">
        {(ids) => (
          <Combobox
            ids={ids}
            text={choice.typed}
            placeholder="Name or +15551234567"
            options={error ? [] : (data?.people ?? [])}
            keyOf={(person) => person.id}
            show={(person) => <PersonLine person={person} />}
            empty={emptyWords(choice.typed, isLoading, error)}
            onText={(typed) => onChange({ typed, person: null })}
            onChoose={(person) => onChange({ typed: nameOf(person), person })}
            onOpenChange={setOpen}
          />
        )}
      </Field>
      <ChosenRecipient role={role} choice={choice} onUnlinked={() => onChange(NOBODY)} />
    </div>
  );
}

function emptyWords(typed: string, isLoading: boolean, error: unknown): string | null {
  if (readPhoneNumber(typed)) return null;
  if (error) return inWords(error);
  if (isLoading) return "Searching…";
  return typed.trim()
    ? "No matches. You can also enter a number with its country code."
    : "Nobody has written to the bot yet. You can send a template to a number.";
}

interface ChosenRecipientProps {
  choice: RecipientChoice;
  role: Role;
  onUnlinked: () => void;
}

function ChosenRecipient({ choice, role, onUnlinked }: ChosenRecipientProps) {
  const number = readPhoneNumber(choice.typed);
  if (!choice.person && !number) return null;
  return (
    <div className="rounded-xl bg-sunken px-3.5 py-2.5">
      {choice.person ? (
        <>
          <PersonLine person={choice.person} />
          {choice.person.is_linked && (
            <div className="mt-2">
              <UnlinkPerson person={choice.person} role={role} onUnlinked={onUnlinked} />
            </div>
          )}
        </>
      ) : (
        <p>To {number}. If they’ve never written to us, WhatsApp only accepts a template.</p>
      )}
    </div>
  );
}

function PersonLine({ person }: { person: Person }) {
  const details = [
    person.user_name ? (person.whatsapp_phone ?? "number not shared") : null,
    person.whatsapp_username && `username @${person.whatsapp_username}`,
    person.user_email ?? "not linked",
    person.whatsapp_name && (person.user_name ?? person.whatsapp_phone)
      ? profileName(person.whatsapp_name)
      : null,
  ];
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
      <div className="min-w-0">
        <p className="break-words font-medium">
          <bdi>{nameOf(person)}</bdi>
        </p>
        <p className="text-ink-soft text-sm [overflow-wrap:anywhere]">
          {details.filter(Boolean).join(" · ")}
        </p>
      </div>
      <div className="flex flex-wrap gap-1.5">
        <ConsentBadge person={person} />
        <WindowBadge person={person} />
      </div>
    </div>
  );
}
