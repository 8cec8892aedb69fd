import { describe, expect, it } from 'vitest';
import { comingMonday, daysAfter } from '#dev/practice.ts';
import { practiceOf } from '#test/stories/practice.ts';

const monday = comingMonday();
const tuesday = daysAfter(monday, 1);
const year = monday.slice(0, 4);

const lawyer = practiceOf('nadia.benali@majlis.test', async (arriving) => {
  await arriving.open(`/lawyer/holidays?year=${year}`);
  await arriving.page.locator('#holiday-lines').waitFor();
});

function calendarFile(start: string, end: string): string {
  const plain = (date: string) => date.replaceAll('-', '');
  return [
    'BEGIN:VCALENDAR',
    'BEGIN:VEVENT',
    `DTSTART;VALUE=DATE:${plain(start)}`,
    `DTEND;VALUE=DATE:${plain(end)}`,
    'SUMMARY:Eid al-Fitr',
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\r\n');
}

async function choose(file: string): Promise<void> {
  await lawyer()
    .page.locator('#holiday-file')
    .setInputFiles({
      name: 'holidays.ics',
      mimeType: 'text/calendar',
      buffer: Buffer.from(file),
    });
  await lawyer().page.getByText('1 holiday read').waitFor();
}

async function save(): Promise<void> {
  await lawyer().page.getByRole('button', { name: 'Save changes' }).click();
  await lawyer().page.getByText('Everything is saved').waitFor();
}

describe('the public holidays of a year', () => {
  it('come from a calendar file, and again when the moon was seen later', async () => {
    await choose(calendarFile(monday, tuesday));
    // Nothing is saved by reading.
    expect(await lawyer().timesOn(monday)).toHaveLength(8);
    await save();
    expect(await lawyer().timesOn(monday)).toEqual([]);
    expect(await lawyer().timesOn(tuesday)).toHaveLength(8);

    await choose(calendarFile(tuesday, daysAfter(tuesday, 1)));
    const changes = lawyer().page.locator('.holiday-changes');
    await changes.getByText('Changed').waitFor();
    await save();
    expect(await lawyer().timesOn(monday)).toHaveLength(8);
    expect(await lawyer().timesOn(tuesday)).toEqual([]);
  });

  it('come from a list, are mended in the table, and leave own closed days alone', async () => {
    await lawyer().changeElsewhere({
      overrides: [{ type: 'blocked', startDate: daysAfter(monday, 3), endDate: daysAfter(monday, 3) }],
    });
    await lawyer().page.reload();
    await lawyer().page.locator('#holiday-lines').fill(`${monday} Some Day\nno date here`);
    await lawyer().page.getByRole('button', { name: 'Put into the table' }).click();
    await lawyer().page.getByText('1 entry could not be read.').waitFor();
    await lawyer().page.getByLabel('Holiday 1, last day').fill(tuesday);
    await save();
    expect(await lawyer().timesOn(tuesday)).toEqual([]);
    expect(await lawyer().timesOn(daysAfter(monday, 3))).toEqual([]);

    await lawyer().page.getByRole('button', { name: 'Remove holiday 1' }).click();
    await lawyer().page.locator('.holiday-changes').getByText('Removed').waitFor();
    await save();
    expect(await lawyer().timesOn(tuesday)).toHaveLength(8);
    expect(await lawyer().timesOn(daysAfter(monday, 3))).toEqual([]);
  });

  it('are not saved with a day of another year, nor over what somebody else changed', async () => {
    const { page } = lawyer();
    await page.getByRole('button', { name: 'Add a holiday' }).click();
    await page.getByLabel('Holiday 1, first day').fill('2020-01-01');
    await page.getByText(`The first day is not in ${year}.`).waitFor();
    expect(await page.getByRole('button', { name: 'Save changes' }).getAttribute('aria-disabled')).toBe(
      'true',
    );
    await page.getByLabel('Holiday 1, first day').fill(monday);
    await lawyer().changeElsewhere({ bufferMinutes: 20 });
    await page.getByRole('button', { name: 'Save changes' }).click();
    await page.getByText('The holidays were changed somewhere else').waitFor();
    expect(await lawyer().timesOn(monday)).not.toEqual([]);
    await save();
    expect(await lawyer().timesOn(monday)).toEqual([]);
  });
});
