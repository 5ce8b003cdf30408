import { SubmitButton } from "#components/submit-button";
import { PageForm } from "./page-form.tsx";

/** The way out for who was sent somebody else's link: as large as the button above it. */
export function Decline({ shown }: { shown: string }) {
  return (
    <PageForm action="decline" shown={shown}>
      <SubmitButton variant="secondary" size="large" width="full">
        I did not ask for this
      </SubmitButton>
    </PageForm>
  );
}
