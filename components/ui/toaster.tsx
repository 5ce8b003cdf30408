"use client";
import { useTheme } from "next-themes";
import { Toaster as Sonner, type ToasterProps } from "sonner";

/** Where short messages appear that need no answer; spoken by screen readers as they come. */
export function Toaster() {
  const { theme } = useTheme();
  return (
    <Sonner
      theme={(theme ?? "system") as ToasterProps["theme"]}
      position="bottom-center"
      toastOptions={{
        classNames: {
          toast: "!rounded-xl !border-line !bg-surface !text-ink !text-base !font-sans",
          description: "!text-ink-soft",
        },
      }}
    />
  );
}
