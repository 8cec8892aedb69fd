/** The forms that Arabic has; `#` stands for the number. */
export interface ArabicForms {
  one: string;
  two: string;
  few: string;
  many: string;
}

const rules = new Intl.PluralRules('ar');

/** Zero and fractions take the singular after the number, as hundreds do: 100 دقيقة. */
export function arabicPlural(n: number, forms: ArabicForms): string {
  const category = rules.select(n);
  const known = category === 'two' || category === 'few' || category === 'many' ? forms[category] : undefined;
  const form = known ?? (n === 1 ? forms.one : `# ${forms.one.replace('# ', '')}`);
  return form.replace('#', String(n));
}

export function englishPlural(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`;
}
