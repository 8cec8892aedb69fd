import { useLocation } from 'preact-iso';
import { localDate } from '#web/format/time.ts';
import { datesWords } from '#web/i18n/dates.ts';
import { HolidaysEditor } from '#web/lawyer/holidays-editor.tsx';
import { LawyerSection } from '#web/lawyer/section.tsx';
import { SelectField } from '#web/parts/field.tsx';
import { Loaded } from '#web/parts/states.tsx';
import { getAvailability } from '#web/requests/own-hours.ts';
import { serverNow } from '#web/state/clock.ts';
import { useQuery } from '#web/state/query.ts';
import { zone } from '#web/state/zone.ts';
import '#web/styles/day-times.css';

const YEARS_AHEAD = 2;

export function HolidaysPage() {
  const words = datesWords().holidays;
  return (
    <LawyerSection title={words.page} lead={words.lead}>
      {(lawyerId) => <Holidays lawyerId={lawyerId} />}
    </LawyerSection>
  );
}

function Holidays({ lawyerId }: { lawyerId: string }) {
  const words = datesWords().holidays;
  const { query: asked, route } = useLocation();
  const thisYear = Number(localDate(serverNow(), zone.value).slice(0, 4));
  const years = Array.from({ length: YEARS_AHEAD + 1 }, (_, ahead) => thisYear + ahead);
  const year = years.find((known) => String(known) === asked['year']) ?? thisYear;
  const query = useQuery(`${lawyerId} ${year}`, (signal) => getAvailability(lawyerId, signal));
  return (
    <>
      <div class="holiday-year">
        <SelectField
          id="holiday-year"
          label={words.year}
          value={String(year)}
          choices={years.map((known) => ({ value: String(known), label: String(known) }))}
          onChoose={(chosen) => route(`/lawyer/holidays?year=${chosen}`, true)}
        />
      </div>
      <Loaded query={query} rows={3}>
        {(loaded) => (
          <HolidaysEditor key={`${year} ${loaded.version}`} lawyerId={lawyerId} loaded={loaded} year={year} />
        )}
      </Loaded>
    </>
  );
}
