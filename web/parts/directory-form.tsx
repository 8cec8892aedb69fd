import { useEffect, useRef, useState } from 'preact/hooks';
import { useLocation } from 'preact-iso';
import { bookableTypes } from '#domain/consultation.ts';
import { countChoices, withFilter } from '#web/booking/directory-filters.ts';
import type { DirectoryView, FilterName } from '#web/booking/directory-filters.ts';
import { languages } from '#web/format/languages.ts';
import { shortMoney } from '#web/format/money.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { commonWords } from '#web/i18n/common.ts';
import { languageName, typeName } from '#web/i18n/names.ts';
import { Icon } from './icon.tsx';

const pricesMinor = [30_000, 50_000, 80_000, 120_000, 200_000];
/** Long enough that a word is finished, short enough to feel at once. */
const TYPING_MS = 300;

interface Choice {
  value: string;
  label: string;
}

/** On a phone the choices stand behind a button, so that the first lawyers are in sight. */
export function DirectoryForm({ view }: { view: DirectoryView }) {
  const { route } = useLocation();
  const { directory } = bookingWords();
  const [isOpen, setOpen] = useState(false);
  const choose = (name: FilterName, value: string) => route(withFilter(view, name, value), true);
  return (
    <form class="directory-form card raised" role="search" onSubmit={(event) => event.preventDefault()}>
      <SearchField value={view.filters.q} onType={(value) => choose('q', value)} />
      <button
        type="button"
        class="button more-choices"
        aria-expanded={isOpen}
        aria-controls="choices"
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="filter" />
        {directory.filters(countChoices(view))}
      </button>
      <div id="choices" class={isOpen ? 'choices open' : 'choices'}>
        <Choices view={view} onChoose={choose} />
      </div>
    </form>
  );
}

function Choices({
  view: { filters },
  onChoose,
}: {
  view: DirectoryView;
  onChoose: (name: FilterName, value: string) => void;
}) {
  const { directory } = bookingWords();
  const { specialties } = commonWords();
  return (
    <>
      <Select
        name="specialty"
        label={directory.specialty}
        value={filters.specialty}
        choices={Object.entries(specialties).map(([value, label]) => ({ value, label }))}
        onChoose={onChoose}
      />
      <Select
        name="language"
        label={directory.language}
        value={filters.language}
        choices={languages.map((value) => ({ value, label: languageName(value) }))}
        onChoose={onChoose}
      />
      <Select
        name="consultationType"
        label={directory.type}
        value={filters.consultationType}
        choices={bookableTypes.map((value) => ({ value, label: typeName(value) }))}
        onChoose={onChoose}
      />
      <Select
        name="maxPrice"
        label={directory.price}
        value={filters.maxPrice?.toString()}
        choices={pricesMinor.map((price) => ({
          value: String(price),
          label: directory.upTo(shortMoney(price, 'AED')),
        }))}
        onChoose={onChoose}
      />
    </>
  );
}

function SearchField({ value, onType }: { value: string | undefined; onType: (value: string) => void }) {
  const { directory } = bookingWords();
  const typing = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    // The filters were cleared, or the way back led to others; what is being typed is left alone.
    if (input.current && input.current !== document.activeElement) input.current.value = value ?? '';
  }, [value]);
  return (
    <div class="field search-field">
      <label for="q">{directory.search}</label>
      <div class="with-icon">
        <Icon name="search" />
        <input
          id="q"
          ref={input}
          class="input"
          type="search"
          defaultValue={value ?? ''}
          placeholder={directory.searchHint}
          maxLength={100}
          onInput={({ currentTarget }) => {
            clearTimeout(typing.current);
            typing.current = setTimeout(() => onType(currentTarget.value), TYPING_MS);
          }}
        />
      </div>
    </div>
  );
}

function Select({
  name,
  label,
  value = '',
  choices,
  onChoose,
}: {
  name: FilterName;
  label: string;
  value: string | undefined;
  choices: readonly Choice[];
  onChoose: (name: FilterName, value: string) => void;
}) {
  return (
    <div class="field">
      <label for={name}>{label}</label>
      <select
        id={name}
        class="input"
        value={value}
        onChange={(event) => onChoose(name, event.currentTarget.value)}
      >
        <option value="">{bookingWords().directory.any}</option>
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}
