import { env } from "#lib/env";
import { OwnState } from "./own-state.tsx";
import { findPageAccount } from "./page-account.ts";
import { Trust } from "./trust.tsx";
import { Welcome } from "./welcome.tsx";

/** Where one stands, for who is signed in; what this is, for everybody else, also while the database is away. */
export default async function HomePage() {
  const { PLATFORM_NAME: platform } = env();
  const account = await findPageAccount().catch(() => null);
  return (
    <div className="flex flex-col gap-20 sm:gap-24">
      {account ? (
        <>
          <OwnState platform={platform} account={account} />
          <Trust platform={platform} />
        </>
      ) : (
        <Welcome platform={platform} />
      )}
    </div>
  );
}
