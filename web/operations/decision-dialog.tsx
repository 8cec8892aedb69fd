import { money } from '#web/format/money.ts';
import { commonWords } from '#web/i18n/common.ts';
import { operationsWords } from '#web/i18n/operations.ts';
import { Button } from '#web/parts/button.tsx';
import { Dialog } from '#web/parts/dialog.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { resolveByHand } from '#web/requests/operations.ts';
import type { AttentionItem, Decision } from '#web/requests/operations.ts';
import { useAction } from '#web/state/action.ts';

interface DecisionDialogProps {
  item: AttentionItem;
  decision: Decision;
  onClose: () => void;
  onDone: () => void;
}

/** A decision moves money or ends a case: what it does is said before it is done. */
export function DecisionDialog({ item, decision, onClose, onDone }: DecisionDialogProps) {
  const words = operationsWords();
  const { busy, problem, run } = useAction();
  const confirm = () =>
    run(async () => {
      await resolveByHand(item.id, decision);
      say(words.resolved);
      onDone();
    });
  const text =
    decision === 'refund'
      ? words.confirm.refund(money(item.totalPrice, item.currency))
      : words.confirm[decision];
  return (
    <Dialog title={words.confirm.title} onClose={onClose}>
      <p>
        <strong>{words.decisions[decision]}</strong> · <bdi class="number">{item.consultationNumber}</bdi>
      </p>
      <p>{text}</p>
      {problem && <ProblemNotice problem={problem} />}
      <div class="row dialog-actions">
        <Button onPress={onClose}>{commonWords().cancel}</Button>
        <Button
          look={decision === 'refund' ? 'danger primary' : 'primary'}
          busy={busy}
          onPress={() => void confirm()}
        >
          {words.confirm.go}
        </Button>
      </div>
    </Dialog>
  );
}
