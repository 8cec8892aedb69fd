import { TextField } from './field.tsx';

interface PhoneFieldProps {
  label: string;
  hint: string;
  value: string;
  fault: string | undefined;
  onType: (value: string) => void;
}

/** A phone number, from left to right in either language; `e164` makes of it what the api takes. */
export function PhoneField(props: PhoneFieldProps) {
  return <TextField id="phone" optional type="tel" autocomplete="tel" dir="ltr" maxLength={30} {...props} />;
}
