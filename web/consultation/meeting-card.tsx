import { useState } from 'preact/hooks';
import { relativeDayAndTime } from '#web/format/relative-day.ts';
import { clockTime } from '#web/format/time.ts';
import { consultationWords } from '#web/i18n/consultation.ts';
import { inLanguage } from '#web/i18n/names.ts';
import { Button } from '#web/parts/button.tsx';
import { Notice } from '#web/parts/notice.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { joinMeeting } from '#web/requests/meetings.ts';
import type { Admission } from '#web/requests/meetings.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import type { Consultation, Meeting, Presence } from '#web/requests/consultations.ts';
import { useAction } from '#web/state/action.ts';
import { now } from '#web/state/clock.ts';
import { zone } from '#web/state/zone.ts';

/** A video meeting: when its room opens, the way in, and who is there. */
export function MeetingCard({ consultation }: { consultation: Consultation }) {
  const words = consultationWords().meeting;
  const { meeting, status } = consultation;
  if (!meeting || meeting.joinableFrom === null || meeting.joinableUntil === null) return null;
  if (status !== 'confirmed' && status !== 'in_progress' && status !== 'completed') return null;
  const opensAt = Date.parse(meeting.joinableFrom);
  const isOver = now.value > Date.parse(meeting.joinableUntil) || meeting.status === 'closed';
  return (
    <section class="card stack">
      <h2>{words.title}</h2>
      {isOver && <p class="soft">{words.closed}</p>}
      {!isOver && now.value < opensAt && <p>{words.opens(relativeDayAndTime(opensAt, zone.value))}</p>}
      {!isOver && now.value >= opensAt && <Join consultationId={consultation.id} />}
      {(now.value >= opensAt || isOver) && <WhoIsThere consultation={consultation} meeting={meeting} />}
    </section>
  );
}

function Join({ consultationId }: { consultationId: string }) {
  const words = consultationWords().meeting;
  const { busy, problem, run } = useAction();
  const [admission, setAdmission] = useState<Admission>();
  const join = () => run(async () => setAdmission(await joinMeeting(consultationId)));
  return (
    <>
      {problem && <Refusal problem={problem} />}
      <div role="status">
        {admission && (
          <Notice tone="good" icon="check">
            <strong>{words.admitted}</strong>
            <p>{words.admittedText(admission.roomName, clockTime(admission.expiresAt, zone.value))}</p>
          </Notice>
        )}
      </div>
      <div>
        <Button look="primary large" busy={busy} onPress={() => void join()}>
          {words.join}
        </Button>
      </div>
    </>
  );
}

/** Why somebody cannot join yet, or any more, as far as the api says it; what failed otherwise. */
function Refusal({ problem }: { problem: ApiProblem }) {
  const refused: Readonly<Record<string, string>> = consultationWords().meeting.refused;
  const text = problem.code === 'invalid_state' ? refused[problem.body.reason ?? ''] : undefined;
  if (text === undefined) return <ProblemNotice problem={problem} />;
  return (
    <Notice tone="warn" icon="clock" alert>
      <p>{text}</p>
    </Notice>
  );
}

function WhoIsThere({ consultation, meeting }: { consultation: Consultation; meeting: Meeting }) {
  const words = consultationWords().meeting;
  const { role, lawyer, client } = consultation;
  const people = [
    {
      key: 'lawyer',
      name: role === 'lawyer' ? words.you : inLanguage(lawyer.name),
      seen: meeting.presence.lawyer,
    },
    { key: 'client', name: role === 'client' ? words.you : client.name, seen: meeting.presence.client },
  ];
  return (
    <ul class="presence" aria-live="polite">
      {people.map(({ key, name, seen }) => (
        <li key={key}>
          <bdi>{name}</bdi>
          <span class={seen.isPresent ? 'badge good' : 'badge'}>{presenceText(seen)}</span>
        </li>
      ))}
    </ul>
  );
}

function presenceText({ isPresent, hasJoined }: Presence): string {
  const { here, left, notYet } = consultationWords().meeting;
  if (isPresent) return here;
  return hasJoined ? left : notYet;
}
