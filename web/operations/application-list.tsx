import { shortDate } from '#web/format/time.ts';
import { cityName, inLanguage, languageNames, specialtyName } from '#web/i18n/names.ts';
import { operationsWords } from '#web/i18n/operations.ts';
import { Button } from '#web/parts/button.tsx';
import { Paged } from '#web/parts/paged.tsx';
import { ProblemNotice } from '#web/parts/states.tsx';
import { say } from '#web/parts/toast.tsx';
import { decideApplication, listApplications } from '#web/requests/operations.ts';
import type { Application } from '#web/requests/operations.ts';
import { useAction } from '#web/state/action.ts';
import { usePages } from '#web/state/listing.ts';
import { zone } from '#web/state/zone.ts';

/** Lawyers whose licence has to be checked. */
export function ApplicationList() {
  const words = operationsWords();
  const pages = usePages('applications', listApplications);
  return (
    <section class="stack">
      <h2>{words.applications}</h2>
      <Paged pages={pages} rows={1} empty={<p class="soft">{words.noApplications}</p>}>
        {(items) => (
          <ul class="stack">
            {items.map((item) => (
              <ApplicationRow key={item.id} item={item} onDone={pages.reload} />
            ))}
          </ul>
        )}
      </Paged>
    </section>
  );
}

function ApplicationRow({ item, onDone }: { item: Application; onDone: () => void }) {
  const words = operationsWords();
  const { busy, problem, run } = useAction();
  const decide = (verdict: 'list' | 'refuse') =>
    run(async () => {
      await decideApplication(item.id, verdict);
      say(verdict === 'list' ? words.listed : words.refused);
      onDone();
    });
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
        <Button look="primary" busy={busy} onPress={() => void decide('list')}>
          {words.list}
        </Button>
        <Button look="danger" disabled={busy} onPress={() => void decide('refuse')}>
          {words.refuse}
        </Button>
      </div>
    </li>
  );
}
