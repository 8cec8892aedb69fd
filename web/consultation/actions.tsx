import { useState } from 'preact/hooks';
import { isCancellable } from '#domain/consultation.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import { locale } from '#web/i18n/locale.ts';
import { Button } from '#web/parts/button.tsx';
import { Icon } from '#web/parts/icon.tsx';
import { say } from '#web/parts/toast.tsx';
import type { Consultation } from '#web/requests/consultations.ts';
import { now } from '#web/state/clock.ts';
import { CancelDialog } from './cancel-dialog.tsx';

/** Calendar, receipt and cancellation, each while it makes sense. */
export function Actions({ consultation, onChange }: { consultation: Consultation; onChange: () => void }) {
  const { actions, cancel } = consultationWords();
  const [cancelling, setCancelling] = useState(false);
  const { id, status, payment, confirmedAt } = consultation;
  const mayCancel = isCancellable(status) && now.value < Date.parse(consultation.scheduledAt);
  const hasReceipt = (payment?.captured ?? 0) > 0 && status !== 'payment_pending';
  if (!mayCancel && !hasReceipt && confirmedAt === null) return null;
  return (
    <>
      <div class="row actions">
        {confirmedAt !== null && status === 'confirmed' && (
          <a class="button" href={`/api/consultations/${id}/calendar.ics`} download>
            <Icon name="calendar" />
            {actions.calendar}
          </a>
        )}
        {hasReceipt && (
          <a class="button" href={`/api/consultations/${id}/receipt?locale=${locale.value}`} target="_blank">
            <Icon name="receipt" />
            {actions.receipt}
          </a>
        )}
        {mayCancel && (
          <Button look="danger" onPress={() => setCancelling(true)}>
            {actions.cancel}
          </Button>
        )}
      </div>
      {cancelling && (
        <CancelDialog
          consultation={consultation}
          onClose={() => setCancelling(false)}
          onCancelled={() => {
            setCancelling(false);
            say(cancel.done);
            // The button that opened the dialog goes with the possibility to cancel.
            document.querySelector('h1')?.focus();
            onChange();
          }}
        />
      )}
    </>
  );
}
