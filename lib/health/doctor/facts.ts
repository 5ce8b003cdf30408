import { appSecrets } from "../../whatsapp/app-secrets.ts";
import type { GraphOutcome } from "../../whatsapp/graph.ts";
import { listSubscribedApps } from "../../whatsapp/set-up/account-facts.ts";
import type { Answer } from "../../whatsapp/set-up/answer.ts";
import { type AppSubscription, findAppSubscription } from "../../whatsapp/set-up/app-facts.ts";
import { inspectToken, type TokenFacts, tryProof } from "../../whatsapp/set-up/token-facts.ts";
import { type Figures, readFigures } from "../figures.ts";
import { type Arrivals, readArrivals } from "./arrivals.ts";

/** What several checks want to know; each is asked for once. */
export interface Facts {
  /** Null while the database cannot be asked. */
  figures: () => Promise<Figures | null>;
  token: () => Promise<Answer<TokenFacts>>;
  subscribedApps: () => ReturnType<typeof listSubscribedApps>;
  /** The app that our token is for; null where Meta does not tell. */
  appId: () => Promise<string | null>;
  arrivals: () => Promise<Arrivals | null>;
  /** What Meta says to a proof of our app secret; null where there is none. */
  ownProof: () => Promise<GraphOutcome | null>;
  /** What our app is subscribed to; null where its id or secret is not known. */
  appSubscription: () => Promise<Answer<AppSubscription> | null>;
}

function once<T>(look: () => Promise<T>): () => Promise<T> {
  let looked: Promise<T> | undefined;
  return () => {
    looked ??= look();
    return looked;
  };
}

/** Facts for one visit of the doctor. */
export function gatherFacts(): Facts {
  const token = once(inspectToken);
  const appId = once(async () => {
    const answer = await token();
    return "value" in answer ? answer.value.appId : null;
  });
  return {
    figures: once(readFigures),
    token,
    appId,
    arrivals: once(readArrivals),
    ownProof: once(async () => {
      const [secret] = await appSecrets();
      return secret ? tryProof(secret) : null;
    }),
    subscribedApps: once(listSubscribedApps),
    appSubscription: once(async () => {
      const [id, [secret]] = await Promise.all([appId(), appSecrets()]);
      return id && secret ? findAppSubscription(id, secret) : null;
    }),
  };
}
