import { useLocation } from 'preact-iso';
import { filterNames, withFilter } from '#web/booking/directory-filters.ts';
import type { DirectoryView, FilterName } from '#web/booking/directory-filters.ts';
import { shortMoney } from '#web/format/money.ts';
import { bookingWords } from '#web/i18n/booking.ts';
import { languageName, specialtyName, typeName } from '#web/i18n/names.ts';
import { Icon } from './icon.tsx';

/** What the directory is narrowed down by, each with a way to take it back. */
export function ChosenFilters({ view }: { view: DirectoryView }) {
  const { route } = useLocation();
  const { directory } = bookingWords();
  const chosen = filterNames.filter((name) => view.filters[name] !== undefined);
  if (chosen.length === 0) return null;
  return (
    <ul class="chosen-filters" aria-label={directory.chosen}>
      {chosen.map((name) => (
        <li key={name}>
          <button
            type="button"
            class="chosen"
            aria-label={directory.remove(textOf(view, name))}
            onClick={() => {
              route(withFilter(view, name, ''), true);
              keepFocus();
            }}
          >
            <span>{textOf(view, name)}</span>
            <Icon name="close" />
          </button>
        </li>
      ))}
      <li>
        <a class="clear" href="/">
          {directory.clear}
        </a>
      </li>
    </ul>
  );
}

export function hasFilters({ filters }: DirectoryView): boolean {
  return filterNames.some((name) => filters[name] !== undefined);
}

/** The button that was pressed goes; who uses the keyboard goes on at the search. */
function keepFocus(): void {
  document.querySelector<HTMLElement>('#q')?.focus();
}

function textOf({ filters }: DirectoryView, name: FilterName): string {
  const { q = '', specialty = '', language = '', consultationType = '', maxPrice = 0 } = filters;
  const texts: Readonly<Record<FilterName, () => string>> = {
    q: () => bookingWords().directory.quoted(q),
    specialty: () => specialtyName(specialty),
    language: () => languageName(language),
    consultationType: () => typeName(consultationType),
    maxPrice: () => bookingWords().directory.upTo(shortMoney(maxPrice, 'AED')),
  };
  return texts[name]();
}
