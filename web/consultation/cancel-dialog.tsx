import { useState } from 'preact/hooks';
import { reasonCodes } from '#domain/consultation.ts';
import type { ReasonCode } from '#domain/consultation.ts';
import { dateAndTime } from '#web/format/time.ts';
import { commonWords } from '#web/i18n/common.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import { Button } from '#web/parts/button.tsx';
import { Dialog } from '#web/parts/dialog.tsx';
import { SelectField, TextField } from '#web/parts/field.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { Loaded, ProblemNotice } from '#web/parts/states.tsx';
import { getQuote } from '#web/requests/consultations.ts';
import type { Consultation, Quote } from '#web/requests/consultations.ts';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import { useQuery } from '#web/state/query.ts';
import { zone } from '#web/state/zone.ts';
import { cancelWords } from './cancel-words.ts';
import { useCancellation } from './use-cancellation.ts';

interface CancelDialogProps {
  consultation: Consultation;
  onClose: () => void;
  onCancelled: () => void;
}

/** First what comes back, then the decision. If the amount falls in between, it is shown anew and asked anew. */
export function CancelDialog({ consultation, onClose, onCancelled }: CancelDialogProps) {
  const words = consultationWords().cancel;
  const query = useQuery(consultation.id, (signal) => getQuote(consultation.id, signal), { keep: true });
  const [changed, setChanged] = useState(false);
  const again = () => {
    setChanged(true);
    query.reload();
  };
  return (
    <Dialog title={words.title} onClose={onClose}>
      {changed && (
        <div role="alert">
          <p>
            <strong>{words.changed}</strong>
          </p>
        </div>
      )}
      <Loaded query={query} rows={1}>
        {(quote) => (
          <>
            <QuoteNotice quote={quote} consultation={consultation} />
            <Decision
              consultation={consultation}
              quote={quote}
              onClose={onClose}
              onCancelled={onCancelled}
              onChanged={again}
            />
          </>
        )}
      </Loaded>
    </Dialog>
  );
}

function QuoteNotice({ quote, consultation }: { quote: Quote; consultation: Consultation }) {
  const words = consultationWords().cancel;
  const { headline } = cancelWords(quote, consultation.role);
  return (
    <Notice tone={quote.refund > 0 ? 'good' : 'warn'} icon="info">
      <strong class="quote">{headline}</strong>
      <p>{words.rules[quote.rule]}</p>
      {quote.validUntil !== null && <p>{words.until(dateAndTime(quote.validUntil, zone.value))}</p>}
      {quote.isCharged && quote.refund > 0 && <p class="small soft">{words.card}</p>}
    </Notice>
  );
}

function Decision({
  consultation,
  quote,
  onClose,
  onCancelled,
  onChanged,
}: CancelDialogProps & { quote: Quote; onChanged: () => void }) {
  const words = consultationWords().cancel;
  const [reasonCode, setReasonCode] = useState<ReasonCode>('schedule');
  const [note, setNote] = useState('');
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<ApiProblem>();
  const send = useCancellation(consultation.id);
  const confirm = async () => {
    setBusy(true);
    setProblem(undefined);
    try {
      await send({ reasonCode, expectedRefund: quote.refund, ...(note.trim() && { note: note.trim() }) });
      onCancelled();
    } catch (error) {
      const refused = problemOf(error);
      setBusy(false);
      if (refused.code === 'quote_changed') onChanged();
      else setProblem(refused);
    }
  };
  const { confirm: confirmation } = cancelWords(quote, consultation.role);
  return (
    <div class="stack">
      <SelectField
        id="reason"
        label={words.reason}
        value={reasonCode}
        choices={reasonCodes.map((code) => ({ value: code, label: words.reasons[code] }))}
        onChoose={(chosen) => setReasonCode(reasonCodes.find((code) => code === chosen) ?? 'other')}
      />
      <TextField
        id="note"
        label={words.note}
        optional
        rows={3}
        maxLength={1_000}
        value={note}
        onType={setNote}
      />
      {problem && <ProblemNotice problem={problem} />}
      <div class="row dialog-actions">
        <Button onPress={onClose}>{words.keep}</Button>
        <Button look="danger primary" busy={busy} onPress={() => void confirm()}>
          {busy ? commonWords().working : confirmation}
        </Button>
      </div>
    </div>
  );
}
