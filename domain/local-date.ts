/** A date on somebody's wall, `YYYY-MM-DD`. It becomes a moment only together with a zone. */
export type LocalDate = string;

const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/;
/** 1970 to 2999: further off, Postgres and four-digit years have edges that no booking needs. */
const bookableYear = /^(?:19[7-9]|2\d\d)\d/;
const weekDays = 7;
/** 1970-01-01, day 0, was one. */
const thursday = 4;

/** 1970-01-01, in days from the first of March of year 0. */
const marchDay0 = 719_468;

/** Whether the text is a date that exists, as `YYYY-MM-DD` and nothing else, in a year a booking can lie in. */
export function isLocalDate(text: string): boolean {
  return bookableYear.test(text) && datePattern.test(text) && dateOfDay(countDays(text)) === text;
}

/** The date so many days later, or earlier. */
export function addDays(date: LocalDate, n: number): LocalDate {
  return dateOfDay(dayOf(date) + n);
}

/** 0 for Sunday to 6 for Saturday. */
export function dayOfWeekOf(date: LocalDate): number {
  return dayOfWeekAt(dayOf(date));
}

/** The same for a date that is a number of days. */
export function dayOfWeekAt(day: number): number {
  return modulo(day + thursday, weekDays);
}

/** The Monday on or before the date: ISO weeks begin there. */
export function mondayOf(date: LocalDate): LocalDate {
  return dateOfDay(mondayAt(dayOf(date)));
}

/** The Monday on or before the date, both as numbers of days: it tells ISO weeks apart. */
export function mondayAt(day: number): number {
  return day - modulo(dayOfWeekAt(day) - 1, weekDays);
}

/** Dates as numbers, for arithmetic: days since 1970-01-01. A `RangeError` for a date that does not exist. */
export function dayOf(date: LocalDate): number {
  const day = countDays(date);
  if (dateOfDay(day) !== date) throw new RangeError(`${date} is not a date`);
  return day;
}

/** The date of a day since 1970-01-01. */
export function dateOfDay(day: number): LocalDate {
  const sinceMarch0 = day + marchDay0;
  // A mean year is 365.2425 days: the guess is right or, in the last days of February, one year too early.
  const guess = Math.floor(sinceMarch0 / 365.2425);
  const year = daysBefore(guess + 1) <= sinceMarch0 ? guess + 1 : guess;
  const dayOfYear = sinceMarch0 - daysBefore(year);
  const month = Math.floor((5 * dayOfYear + 2) / 153);
  const dayOfMonth = dayOfYear - daysBeforeMonth(month) + 1;
  return `${pad(month < 10 ? year : year + 1, 4)}-${twoDigits[((month + 2) % 12) + 1]}-${twoDigits[dayOfMonth]}`;
}

function countDays(date: LocalDate): number {
  const [, year = NaN, month = NaN, dayOfMonth = NaN] = (datePattern.exec(date) ?? []).map(Number);
  const marchYear = month > 2 ? year : year - 1;
  return daysBefore(marchYear) + daysBeforeMonth(modulo(month - 3, 12)) + dayOfMonth - 1 - marchDay0;
}

/**
 * Years are counted from March here, so that the leap day is their last, and months from 0 for March: then the
 * months before one have 30.6 days on average, in the order 31, 30, 31, 30, 31 twice over.
 */
function daysBeforeMonth(month: number): number {
  return Math.floor((153 * month + 2) / 5);
}

/** Days from the first of March of year 0 to the first of March of that year. */
function daysBefore(year: number): number {
  return 365 * year + Math.floor(year / 4) - Math.floor(year / 100) + Math.floor(year / 400);
}

function modulo(n: number, divisor: number): number {
  return ((n % divisor) + divisor) % divisor;
}

const twoDigits = Array.from({ length: 32 }, (_, n) => pad(n, 2));

function pad(n: number, width: number): string {
  return String(n).padStart(width, '0');
}
