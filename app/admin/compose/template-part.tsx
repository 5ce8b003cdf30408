"use client";
import { toast } from "sonner";
import useSWR from "swr";
import { RelativeTime } from "#components/relative-time";
import { Button } from "#components/ui/button";
import { Field } from "#components/ui/field";
import { RefreshCw } from "#components/ui/icons";
import { type Choice, Select } from "#components/ui/select";
import { Skeleton } from "#components/ui/skeleton";
import { isApproved } from "#lib/whatsapp/templates/approval";
import type { Filled } from "#lib/whatsapp/templates/filled-components";
import { readShown } from "#lib/whatsapp/templates/shown-template";
import { callApi, fetchAgain, inWords } from "../../call-api.ts";
import { LoadFailure } from "../load-failure.tsx";
import type { Template, TemplatesResponse } from "../responses.ts";
import { TemplateBlanks } from "./template-blanks.tsx";

interface TemplatePartProps {
  template: Template | null;
  filled: Filled;
  onChoose: (template: Template) => void;
  onFill: (filled: Filled) => void;
}

const keyOf = ({ name, language }: Template) => `${name} ${language}`;

/** A template that Meta has approved, chosen and filled in. */
export function TemplatePart({ template, filled, onChoose, onFill }: TemplatePartProps) {
  const { data, error, mutate, isValidating } = useSWR<TemplatesResponse>(
    "/api/whatsapp/templates",
    fetchAgain,
  );

  const refresh = async () => {
    try {
      await mutate(callApi<TemplatesResponse>("/api/whatsapp/templates/refresh", { method: "POST" }), {
        revalidate: false,
      });
      toast.success("The list of templates is up to date.");
    } catch (failure) {
      toast.error("We couldn’t refresh the templates.", { description: inWords(failure) });
    }
  };

  if (error && !data) return <LoadFailure what="the templates" error={error} onRetry={() => mutate()} />;
  if (!data) return <Skeleton className="h-20" />;
  return (
    <>
      <Field label="Template" hint={<Age response={data} />}>
        {(ids) => (
          <div className="flex gap-2">
            <div className="min-w-0 flex-1">
              <Select
                ids={ids}
                value={template ? keyOf(template) : ""}
                choices={data.templates.map(toChoice)}
                placeholder="Choose a template"
                onChange={(key) => {
                  const chosen = data.templates.find((candidate) => keyOf(candidate) === key);
                  if (chosen) onChoose(chosen);
                }}
              />
            </div>
            <Button variant="secondary" onClick={refresh} isBusy={isValidating} aria-label="Refresh the list">
              {!isValidating && <RefreshCw aria-hidden className="size-5" />}
            </Button>
          </div>
        )}
      </Field>
      {template && <TemplateBlanks template={template} filled={filled} onFill={onFill} />}
    </>
  );
}

function Age({ response }: { response: TemplatesResponse }) {
  const unread = unreadWords(response.unread);
  if (response.templates.length === 0)
    return `There are no templates yet. Make one in Meta's WhatsApp Manager.${unread}`;
  if (!response.refreshed_at) return `We don’t know how recent this list is.${unread}`;
  return (
    <>
      Updated <RelativeTime at={response.refreshed_at} />.{unread}
    </>
  );
}

function unreadWords(unread: number): string {
  if (unread === 0) return "";
  return ` ${unread === 1 ? "1 template" : `${unread} templates`} couldn't be read.`;
}

function toChoice(template: Template): Choice {
  const { name, language, status } = template;
  const { format } = readShown(template.components);
  const obstacle = !isApproved(template)
    ? status.toLowerCase()
    : format === "TEXT"
      ? undefined
      : `needs a ${format.toLowerCase()}`;
  return { value: keyOf(template), label: `${name} · ${language}`, obstacle };
}
