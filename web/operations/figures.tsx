import { shortMoney } from '#web/format/money.ts';
import { intlLocale } from '#web/i18n/locale.ts';
import { operationsWords } from '#web/i18n/operations.ts';
import { Icon } from '#web/parts/icon.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { getFigures } from '#web/requests/operations.ts';
import type { Figures as FigureValues } from '#web/requests/operations.ts';
import { useQuery } from '#web/state/query.ts';

const counts = [
  'needsAttention',
  'paymentPending',
  'upcoming',
  'inProgress',
  'booked',
  'cancelled',
  'messagesFailed',
  'webhooksUnhandled',
] as const;

/** What should be zero, and is not, stands out. */
const troubles: ReadonlySet<string> = new Set(['needsAttention', 'messagesFailed', 'webhooksUnhandled']);

/** Counted anew after each decision. */
export function Figures({ after }: { after: number }) {
  const words = operationsWords();
  const query = useQuery(`figures ${after}`, getFigures, { keep: true });
  return (
    <section class="stack">
      <h2 class="hidden-visually">{words.figures}</h2>
      <Loaded query={query} rows={1}>
        {(figures) => (
          <>
            <FigureGrid figures={figures} />
            <p class="row">
              <a class="button" href={figures.temporalUrl} target="_top">
                {words.temporal}
                <Icon name="external" />
              </a>
              <span class="small soft">{words.temporalHint}</span>
            </p>
          </>
        )}
      </Loaded>
    </section>
  );
}

function FigureGrid({ figures }: { figures: FigureValues }) {
  const { figure } = operationsWords();
  const number = new Intl.NumberFormat(intlLocale.value);
  const entries = [
    ...counts.map((name) => ({
      name,
      text: number.format(figures[name]),
      isTrouble: troubles.has(name) && figures[name] > 0,
    })),
    ...(['captured', 'refunded'] as const).map((name) => ({
      name,
      text: shortMoney(figures[name], figures.currency),
      isTrouble: false,
    })),
  ];
  return (
    <dl class="figures">
      {entries.map(({ name, text, isTrouble }) => (
        <div key={name} class={isTrouble ? 'card trouble' : 'card'}>
          <dt>{figure[name]}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
