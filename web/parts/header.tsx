import { useLocation } from 'preact-iso';
import { commonWords } from '#web/i18n/common.ts';
import { changeLocale, locale } from '#web/i18n/locale.ts';
import { account } from '#web/state/account.ts';
import { leave } from '#web/state/leave.ts';
import { changeTheme, theme } from '#web/state/theme.ts';
import { Icon } from './icon.tsx';
import { Wordmark } from './wordmark.tsx';

interface Destination {
  href: string;
  label: string;
}

function destinations(): Destination[] {
  const { nav } = commonWords();
  const lawyers = { href: '/', label: nav.lawyers };
  const mine = { href: '/consultations', label: nav.mine };
  switch (account.value?.role) {
    case undefined:
      return [lawyers];
    case 'client':
      return [lawyers, mine];
    case 'lawyer':
      // The directory is behind the wordmark: four pages of their own fill the line of a phone.
      return [
        { href: '/lawyer', label: nav.agenda },
        { href: '/lawyer/hours', label: nav.hours },
        { href: '/lawyer/prices', label: nav.prices },
        { href: '/lawyer/calendars', label: nav.calendars },
      ];
    case 'operator':
      return [{ href: '/operations', label: nav.operations }, lawyers];
  }
}

function ThemeSwitch() {
  const words = commonWords().theme;
  const dark = theme.value === 'dark';
  const label = dark ? words.toLight : words.toDark;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={label}
      title={label}
      onClick={() => changeTheme(dark ? 'light' : 'dark')}
    >
      <Icon name={dark ? 'sun' : 'moon'} />
    </button>
  );
}

function LanguageSwitch() {
  const other = locale.value === 'ar' ? 'en' : 'ar';
  return (
    <button type="button" class="button quiet" lang={other} onClick={() => void changeLocale(other)}>
      {commonWords().otherLanguage}
    </button>
  );
}

/** Back to the page where somebody signed in; the pages for that are no such page. */
function signInAddress(url: string): string {
  return /^\/(?:$|sign-|reset-)/.test(url) ? '/sign-in' : `/sign-in?next=${encodeURIComponent(url)}`;
}

function AccountLinks() {
  const { nav } = commonWords();
  const { route, url } = useLocation();
  const signOut = async () => {
    // The account's page says what went wrong.
    if (!(await leave())) route('/account');
  };
  if (account.value === undefined) return null;
  if (account.value === null) {
    return (
      <a class="button sign-in" href={signInAddress(url)}>
        <Icon name="person" />
        <span>{nav.signIn}</span>
      </a>
    );
  }
  return (
    <>
      <a class="icon-button" href="/account" aria-label={nav.account} title={account.value.name}>
        <Icon name="person" />
      </a>
      <button type="button" class="button quiet sign-out" onClick={() => void signOut()}>
        {nav.signOut}
      </button>
    </>
  );
}

export function Header() {
  const { path } = useLocation();
  const { nav } = commonWords();
  return (
    <header class="masthead">
      <div>
        <a class="wordmark" href="/">
          <Wordmark />
        </a>
        <nav aria-label={nav.label}>
          {destinations().map(({ href, label }) => (
            <a key={href} href={href} {...(path === href ? { 'aria-current': 'page' as const } : {})}>
              {label}
            </a>
          ))}
        </nav>
        <div class="masthead-tools">
          <ThemeSwitch />
          <LanguageSwitch />
          <AccountLinks />
        </div>
      </div>
    </header>
  );
}

export function Footer() {
  const { nav, footer } = commonWords();
  return (
    <footer class="footer">
      <div>
        <p>{footer}</p>
        <ul>
          <li>
            <a href="/lawyer/apply">{nav.apply}</a>
          </li>
          <li>
            <a href="/api/docs">{nav.docs}</a>
          </li>
        </ul>
      </div>
    </footer>
  );
}
