import { SelectField } from '#web/parts/field.tsx';

interface NumberChoiceProps {
  id: string;
  label: string;
  hint?: string;
  value: number | undefined;
  values: readonly number[];
  text: (n: number) => string;
  /** What it is called to choose nothing; without it a number has to be chosen. */
  none?: string;
  onChoose: (n: number | undefined) => void;
}

/** A number out of a few, with the one that holds now among them. */
export function NumberChoice({ value, values, text, none, onChoose, ...around }: NumberChoiceProps) {
  const all = [...new Set([...values, ...(value === undefined ? [] : [value])])].toSorted((a, b) => a - b);
  return (
    <SelectField
      {...around}
      value={value === undefined ? '' : String(value)}
      {...(none === undefined ? {} : { placeholder: none })}
      choices={all.map((n) => ({ value: String(n), label: text(n) }))}
      onChoose={(chosen) => onChoose(chosen === '' ? undefined : Number(chosen))}
    />
  );
}
