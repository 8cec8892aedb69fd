import { useState } from 'preact/hooks';
import { money } from '#web/format/money.ts';
import { dateAndTime } from '#web/format/time.ts';
import { wordFor } from '#web/i18n/common.ts';
import { operationsWords } from '#web/i18n/operations.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { Paged } from '#web/parts/paged.tsx';
import { Empty, ProblemNotice } from '#web/parts/states.tsx';
import { StatusBadge } from '#web/parts/status-badge.tsx';
import { say } from '#web/parts/toast.tsx';
import { listAttention, retryStep } from '#web/requests/operations.ts';
import type { AttentionItem, Decision } from '#web/requests/operations.ts';
import { useAction } from '#web/state/action.ts';
import { usePages } from '#web/state/listing.ts';
import { zone } from '#web/state/zone.ts';
import { choicesFor } from './choices.ts';
import { DecisionDialog } from './decision-dialog.tsx';

/** What is stuck and why, the longest wait first, with what can be done about it. */
export function AttentionList({ onDecided }: { onDecided: () => void }) {
  const words = operationsWords();
  const pages = usePages('attention', listAttention);
  const done = () => {
    pages.reload();
    onDecided();
  };
  const nothing = (
    <Empty icon="check" title={words.nothing}>
      <p>{words.nothingHint}</p>
    </Empty>
  );
  return (
    <section class="stack">
      <h2>{words.attention}</h2>
      <Paged pages={pages} empty={nothing}>
        {(items) => (
          <ul class="stack">
            {items.map((item) => (
              <Stuck key={item.id} item={item} onDone={done} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}

function Stuck({ item, onDone }: { item: AttentionItem; onDone: () => void }) {
  const words = operationsWords();
  return (
    <li class="card stack stuck">
      <div class="row apart">
        <h3>{wordFor(words.reasons, item.reason ?? '')}</h3>
        <StatusBadge status={item.status} />
      </div>
      <p class="meta-line small soft">
        <bdi class="number">{item.consultationNumber}</bdi>
        <bdi>{item.lawyerName}</bdi>
        <span>{money(item.totalPrice, item.currency)}</span>
        <span>{words.starts(dateAndTime(item.scheduledAt, zone.value))}</span>
        <span>{words.since(dateAndTime(item.since, zone.value))}</span>
      </p>
      <Answers item={item} onDone={onDone} />
    </li>
  );
}

function Answers({ item, onDone }: { item: AttentionItem; onDone: () => void }) {
  const words = operationsWords();
  const { retry, decisions } = choicesFor(item.reason);
  const { busy, problem, run } = useAction();
  const [deciding, setDeciding] = useState<Decision>();
  const again = () =>
    run(async () => {
      await retryStep(item.id);
      say(words.retried);
      onDone();
    });
  return (
    <>
      {problem && <ProblemNotice problem={problem} />}
      <div class="row">
        {retry && (
          <Button look="primary" busy={busy} onPress={() => void again()}>
            {words.retry}
          </Button>
        )}
        {decisions.map((decision) => (
          <Button
            key={decision}
            look={decision === 'refund' ? 'danger' : ''}
            onPress={() => setDeciding(decision)}
          >
            {words.decisions[decision]}
          </Button>
        ))}
        <a class="button quiet" href={item.temporalUrl} target="_top">
          {words.workflow}
          <Icon name="external" />
        </a>
      </div>
      {deciding !== undefined && (
        <DecisionDialog
          item={item}
          decision={deciding}
          onClose={() => setDeciding(undefined)}
          onDone={() => {
            setDeciding(undefined);
            onDone();
          }}
        />
      )}
    </>
  );
}
