import type { ReactNode } from "react";
import { Confirm } from "./confirm.tsx";
import { Frame } from "./frame.tsx";
import { LinkHead } from "./link-head.tsx";
import { Linked } from "./linked.tsx";
import { Move } from "./move.tsx";
import { Pending } from "./pending.tsx";
import { Refused } from "./refused.tsx";
import type { LinkView } from "./view.ts";

export interface LinkPageProps {
  platform: string;
  /** The public origin, for the preview of the page in a chat. */
  origin: string;
  view: LinkView;
  /** Opens the chat with what is to be said next written; null while our number is not known. */
  chatUrl: string | null;
}

/** The page in each of its states; the same on the server and, in development, in the browser. */
export function LinkPage(props: LinkPageProps) {
  const { platform, origin, view } = props;
  return (
    <>
      <LinkHead platform={platform} origin={origin} isWaiting={view.state === "pending"} />
      <Frame platform={platform} account={"account" in view ? view.account : null}>
        {show(props)}
      </Frame>
    </>
  );
}

function show({ platform, view, chatUrl }: LinkPageProps): ReactNode {
  switch (view.state) {
    case "ready":
      return <Confirm {...{ platform, view, chatUrl }} />;
    case "move":
      return <Move {...{ platform, view, chatUrl }} />;
    case "pending":
      return <Pending {...{ platform, view, chatUrl }} />;
    case "linked":
      return <Linked {...{ platform, view, chatUrl }} />;
    case "refused":
      return <Refused as="h1" code={view.code} chatUrl={chatUrl} />;
  }
}
