import { FaultText } from './field.tsx';

interface CheckGroupProps<Value extends string> {
  /** Of the group; the first box takes it, so that a summary of faults can lead there. */
  id: string;
  legend: string;
  choices: readonly { value: Value; label: string }[];
  chosen: readonly Value[];
  fault: string | undefined;
  onChange: (chosen: readonly Value[]) => void;
}

/** Several of several. */
export function CheckGroup<Value extends string>(props: CheckGroupProps<Value>) {
  const { id, legend, choices, chosen, fault, onChange } = props;
  return (
    <fieldset class="field" {...(fault === undefined ? {} : { 'aria-describedby': `${id}-fault` })}>
      <legend>{legend}</legend>
      <div class="check-grid">
        {choices.map(({ value, label }, index) => (
          <label key={value} class="check">
            <input
              type="checkbox"
              {...(index === 0 ? { id } : {})}
              checked={chosen.includes(value)}
              onChange={({ currentTarget }) =>
                onChange(
                  currentTarget.checked ? [...chosen, value] : chosen.filter((known) => known !== value),
                )
              }
            />
            {label}
          </label>
        ))}
      </div>
      <FaultText id={id} fault={fault} />
    </fieldset>
  );
}
