import { calendarWords } from '#web/i18n/calendars.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { startConsent } from '#web/requests/calendars.ts';
import type { ConsentProvider } from '#web/requests/calendars.ts';
import { useAction } from '#web/state/action.ts';

interface ConsentButtonProps {
  provider: ConsentProvider;
  label: string;
  look?: string;
}

/** Leads to the provider's own page, where the lawyer agrees. */
export function ConsentButton({ provider, label, look = '' }: ConsentButtonProps) {
  const { busy, problem, run } = useAction();
  const name = calendarWords().providers[provider];
  const leave = () =>
    run(async () => {
      location.assign(await startConsent(provider));
      // The button stays busy until the other page is there.
      await new Promise<never>(() => undefined);
    });
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      <Button look={look} busy={busy} onPress={() => void leave()}>
        {label} <span class="hidden-visually">{name}</span>
        <Icon name="external" />
      </Button>
    </>
  );
}
