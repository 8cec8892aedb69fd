import type { Locale } from '#domain/consultation.ts';
import type { Fact, Letter, News, Said, Wording } from './news.ts';
import { textMessage } from './text-message.ts';
import { dateText, moneyText, shortText, timeText, untilText, wallsDiffer, zoneText } from './wall-clock.ts';
import { arabic } from './wording-ar.ts';
import { english } from './wording-en.ts';

const wordings: Readonly<Record<Locale, Wording>> = { en: english, ar: arabic };

/** The e-mail for this news, in the recipient's language and zone. */
export function letterOf(news: News): Letter {
  const wording = wordings[news.locale];
  const said = saidOf(news);
  return {
    locale: news.locale,
    direction: wording.direction,
    brand: wording.brand,
    subject: oneLine(wording.subject(news, said)),
    heading: wording.heading(news, said),
    greeting: wording.greeting(news.recipientName),
    paragraphs: wording.paragraphs(news, said),
    facts: factsOf(news, wording),
    button: {
      label: wording.button(news),
      url: linkOf(news),
    },
    footer: wording.footer,
  };
}

/** The text message for this news: at most two segments, with the consultation's number as its reference. */
export function smsOf(news: News): string {
  return textMessage(wordings[news.locale].sms(news, saidOf(news)), linkOf(news));
}

/** Where this news is best answered. */
function linkOf({ kind, url, bookAgainUrl, calendarsUrl }: News): string {
  if (kind === 'late_payment_returned') return bookAgainUrl;
  return kind === 'calendar_event_deleted' ? calendarsUrl : url;
}

function saidOf({ startAt, zone, locale, minutesBefore = 0, refundMinor, currency }: News): Said {
  return {
    date: dateText(startAt, zone, locale),
    short: shortText(startAt, zone, locale),
    until: untilText(minutesBefore, locale),
    refund: moneyText(refundMinor, currency, locale),
  };
}

function factsOf(news: News, wording: Wording): Fact[] {
  const { labels } = wording;
  const facts: Fact[] = [{ label: labels.yourTime, lines: whenLines(news, news.zone) }];
  if (wallsDiffer(news.startAt, news.zone, news.otherZone)) {
    const label = news.recipient === 'client' ? labels.lawyerTime : labels.clientTime;
    facts.push({ label, lines: whenLines(news, news.otherZone) });
  }
  facts.push({ label: labels.with, lines: [news.otherName] });
  const minutes = Math.round((news.endAt - news.startAt) / 60_000);
  facts.push({ label: labels.kind, lines: [wording.kindOf(news.consultationType, minutes)] });
  if (news.consultationType === 'in_person' && news.kind !== 'cancelled') facts.push(place(news, wording));
  if (news.kind === 'confirmed' && news.recipient === 'client') facts.push(paid(news, wording));
  facts.push({ label: labels.number, lines: [news.number] });
  return facts;
}

function whenLines({ startAt, endAt, locale }: News, zone: string): string[] {
  const times = `${timeText(startAt, zone, locale)} – ${timeText(endAt, zone, locale)}`;
  return [dateText(startAt, zone, locale), `${times} (${zoneText(startAt, zone, locale)})`];
}

function place({ office }: News, { labels, map }: Wording): Fact {
  const link = office.mapUrl === undefined ? undefined : { text: map, url: office.mapUrl };
  return { label: labels.where, lines: office.address === '' ? [] : [office.address], link };
}

function paid({ totalPriceMinor, vatMinor, currency, locale }: News, { labels, vatIncluded }: Wording): Fact {
  const lines = [
    moneyText(totalPriceMinor, currency, locale),
    vatIncluded(moneyText(vatMinor, currency, locale)),
  ];
  return { label: labels.paid, lines };
}

/** Names come from people, and a line break in a subject would begin a header of its own. */
function oneLine(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/\p{Cc}/gu, '')
    .trim();
}
