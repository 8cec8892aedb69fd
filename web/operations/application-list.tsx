import { useState } from 'preact/hooks';
import { shortDate } from '#web/format/time.ts';
import { commonWords } from '#web/i18n/common.ts';
import { cityName, inLanguage, languageNames, specialtyName } from '#web/i18n/names.ts';
import { operationsWords } from '#web/i18n/operations.ts';
import { Button } from '#web/parts/button.tsx';
import { ProblemNotice, Skeleton } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { decideApplication, listApplications } from '#web/requests/operations.ts';
import type { Application } from '#web/requests/operations.ts';
import { problemOf } from '#web/requests/problem.ts';
import type { ApiProblem } from '#web/requests/problem.ts';
import { usePages } from '#web/state/listing.ts';
import { zone } from '#web/state/zone.ts';

/** Lawyers whose licence has to be checked. */
export function ApplicationList() {
  const words = operationsWords();
  const pages = usePages('applications', listApplications);
  const items = pages.items.value;
  const problem = pages.problem.value;
  return (
    <section class="stack">
      <h2>{words.applications}</h2>
      {problem && <ProblemNotice problem={problem} onRetry={pages.reload} />}
      {items === undefined && !problem && <Skeleton rows={1} />}
      {items?.length === 0 && <p class="soft">{words.noApplications}</p>}
      <ul class="stack">
        {items?.map((item) => (
          <ApplicationRow key={item.id} item={item} onDone={pages.reload} />
        ))}
      </ul>
      {pages.hasMore.value && (
        <Button look="wide" busy={pages.loading.value} onPress={pages.more}>
          {commonWords().more}
        </Button>
      )}
    </section>
  );
}

function ApplicationRow({ item, onDone }: { item: Application; onDone: () => void }) {
  const words = operationsWords();
  const [busy, setBusy] = useState<'list' | 'refuse'>();
  const [problem, setProblem] = useState<ApiProblem>();
  const decide = async (verdict: 'list' | 'refuse') => {
    setBusy(verdict);
    setProblem(undefined);
    try {
      await decideApplication(item.id, verdict);
      say(verdict === 'list' ? words.listed : words.refused);
      onDone();
    } catch (error) {
      setProblem(problemOf(error));
    }
    setBusy(undefined);
  };
  return (
    <li class="card stack tight">
      <h3>
        <bdi>{inLanguage(item.name)}</bdi>
      </h3>
      <p>
        <strong>{words.licence(item.licenceNumber)}</strong>
      </p>
      <p class="meta-line small soft">
        <bdi>{item.email}</bdi>
        <span>{cityName(item.city)}</span>
        <span>{languageNames(item.languages)}</span>
        <span>{item.specialties.map(specialtyName).join(' · ')}</span>
        <span>{words.applied(shortDate(item.appliedAt, zone.value))}</span>
      </p>
      {problem && <ProblemNotice problem={problem} />}
      <div class="row">
        <Button look="primary" busy={busy === 'list'} onPress={() => void decide('list')}>
          {words.list}
        </Button>
        <Button look="danger" busy={busy === 'refuse'} onPress={() => void decide('refuse')}>
          {words.refuse}
        </Button>
      </div>
    </li>
  );
}
