"use client";
import { toast } from "sonner";
import { AlertDialog } from "#components/ui/alert-dialog";
import { Button } from "#components/ui/button";
import type { Account } from "#lib/auth/accounts";
import { mayActOn } from "#lib/auth/roles";
import { callApi, inWords } from "../../call-api.ts";
import type { Person } from "../responses.ts";
import { nameOf } from "./recipient.ts";

interface UnlinkPersonProps {
  person: Person;
  /** The role of who would do it. */
  role: Account["role"];
  onUnlinked: () => void;
}

/** Ends somebody's link for them, after asking: when the WhatsApp is not theirs, or they cannot do it themselves. */
export function UnlinkPerson({ person, role, onUnlinked }: UnlinkPersonProps) {
  const name = nameOf(person);
  if (person.user_role && !mayActOn("unlink", role, person.user_role)) {
    const acts = mayActOn("write", role, person.user_role) ? "unlink" : "write to or unlink";
    return <p className="text-ink-soft text-sm">Only an admin can {acts} this person.</p>;
  }
  const unlink = async () => {
    try {
      await callApi(`/api/whatsapp/people/${person.id}/link`, { method: "DELETE" });
      toast.success(`${name} is unlinked.`);
      onUnlinked();
    } catch (error) {
      toast.error(`${name} is still linked.`, { description: inWords(error) });
    }
  };
  return (
    <AlertDialog
      title={`Unlink ${name}?`}
      confirmLabel="Yes, unlink"
      onConfirm={unlink}
      trigger={
        <Button variant="secondary" size="small">
          Unlink
        </Button>
      }
    >
      {name}’s WhatsApp will no longer be linked. The bot tells them so in the chat. Your name is recorded in
      the audit log.
    </AlertDialog>
  );
}
