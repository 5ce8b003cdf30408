"use client";
import * as Radix from "@radix-ui/react-alert-dialog";
import type { ReactNode } from "react";
import { Button, buttonStyle } from "#components/ui/button";

interface AlertDialogProps {
  trigger: ReactNode;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  onConfirm: () => void;
  /** Whether it asks as soon as it is there, without its trigger. */
  isOpenAtOnce?: boolean;
}

/** Asks before something is done that is a nuisance to undo. The safe answer has the focus. */
export function AlertDialog(props: AlertDialogProps) {
  const { trigger, title, children, confirmLabel, onConfirm, isOpenAtOnce = false } = props;
  return (
    <Radix.Root defaultOpen={isOpenAtOnce}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 bg-black/50" />
        <Radix.Content className="fixed inset-x-4 bottom-4 z-50 mx-auto flex max-h-[90dvh] max-w-md animate-appear flex-col gap-4 overflow-y-auto rounded-2xl border border-line bg-surface p-6 shadow-raised sm:top-1/2 sm:bottom-auto sm:-translate-y-1/2">
          <Radix.Title className="font-semibold text-xl">{title}</Radix.Title>
          <Radix.Description className="text-ink-soft">{children}</Radix.Description>
          <div className="flex flex-col-reverse gap-3 sm:flex-row sm:justify-end">
            <Radix.Cancel className={buttonStyle({ variant: "secondary" })}>No, keep it</Radix.Cancel>
            <Radix.Action asChild>
              <Button variant="danger" onClick={onConfirm}>
                {confirmLabel}
              </Button>
            </Radix.Action>
          </div>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
