import { useState } from "react";
import { toast } from "sonner";
import { Badge } from "#components/ui/badge";
import { Button } from "#components/ui/button";
import { callApi, inWords } from "../../call-api.ts";
import type { RepairResponse, SetUpCheck } from "../responses.ts";
import { LIGHTS } from "./lights.ts";

interface CheckEntryProps {
  check: SetUpCheck;
  onRepaired: () => void;
}

/** One check: its light, what it found, why that matters, and how to mend it. */
export function CheckEntry({ check, onRepaired }: CheckEntryProps) {
  const { tone, words } = LIGHTS[check.light];
  const isWrong = check.light === "red" || check.light === "yellow";
  return (
    <li className="flex flex-wrap items-start justify-between gap-3 rounded-xl border border-line p-3">
      <div className="min-w-0 flex-1 basis-64">
        <h3 className="flex flex-wrap items-center gap-2 font-medium">
          <Badge tone={tone}>{words}</Badge>
          {check.name}
        </h3>
        <p className="mt-1.5 [overflow-wrap:anywhere]">{check.says}</p>
        {isWrong && <p className="mt-1 text-ink-soft text-sm">{check.why}</p>}
        {check.mend && (
          <p className="mt-1.5 [overflow-wrap:anywhere]">
            {check.can_repair && "By hand: "}
            {check.mend}
          </p>
        )}
      </div>
      {check.can_repair && <RepairButton check={check} onRepaired={onRepaired} />}
    </li>
  );
}

function RepairButton({ check: { id, name }, onRepaired }: CheckEntryProps) {
  const [isBusy, setBusy] = useState(false);
  const mend = async () => {
    setBusy(true);
    try {
      const { done, says } = await callApi<RepairResponse>(`/api/whatsapp/set-up/${id}/repair`, {
        method: "POST",
      });
      if (done) toast.success(says, { description: "It can take Meta a few minutes to show this." });
      else toast.error("We couldn’t fix it.", { description: says });
    } catch (failure) {
      toast.error("We couldn’t fix it.", { description: inWords(failure) });
    }
    setBusy(false);
    onRepaired();
  };
  return (
    <Button size="small" isBusy={isBusy} onClick={mend}>
      Fix it<span className="sr-only">: {name}</span>
    </Button>
  );
}
