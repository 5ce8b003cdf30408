import { Avatar } from "#components/avatar";

/** One of the accounts that exist only where the product is tried out. */
export interface DemoAccount {
  email: string;
  name: string;
  role: string;
}

interface DemoAccountsProps {
  accounts: readonly DemoAccount[];
  onChoose: (email: string) => void;
}

/** The demo accounts; a tap fills one into the form. */
export function DemoAccounts({ accounts, onChoose }: DemoAccountsProps) {
  return (
    <section aria-labelledby="demo-accounts" className="border-line border-t pt-5">
      <h2 id="demo-accounts" className="font-medium">
        Just trying it out?
      </h2>
      <p className="mb-3 text-ink-soft text-sm">Tap a demo account to fill in the form.</p>
      <ul className="grid gap-2">
        {accounts.map(({ email, name, role }) => (
          <li key={email}>
            <button
              type="button"
              onClick={() => onChoose(email)}
              className="flex min-h-11 w-full items-center gap-3 rounded-xl border border-line px-3 py-2 text-left transition-colors duration-150 hover:bg-sunken"
            >
              <Avatar name={name} />
              <span className="min-w-0">
                <span className="block font-medium">
                  {name} <span className="font-normal text-ink-soft">· {role}</span>
                </span>
                <span className="block break-all text-ink-soft text-sm">{email}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
