/** The forms that Arabic has; `#` stands for the number. */
export interface ArabicForms {
  one: string;
  two: string;
  /** 3 to 10, and what ends so beyond 100. */
  few: string;
  /** 11 to 99, and what ends so beyond 100. */
  many: string;
  /** Nothing, whole hundreds, and parts: the singular after the number. */
  other: string;
}

const rules = new Intl.PluralRules('ar');

export function arabicPlural(n: number, forms: ArabicForms): string {
  const category = rules.select(n);
  return forms[category === 'zero' ? 'other' : category].replace('#', String(n));
}

export function englishPlural(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
