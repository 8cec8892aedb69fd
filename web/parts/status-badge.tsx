import type { ConsultationStatus } from '#domain/consultation.ts';
import { statusName } from '#web/i18n/names.ts';

const tones: Readonly<Record<ConsultationStatus, string>> = {
  payment_pending: 'warn',
  awaiting_lawyer: 'warn',
  confirmed: 'good',
  in_progress: 'good',
  completed: '',
  no_show: 'bad',
  cancelled: '',
  expired: '',
  declined: 'bad',
};

export function StatusBadge({ status }: { status: ConsultationStatus }) {
  return <span class={`badge ${tones[status]}`}>{statusName(status)}</span>;
}
