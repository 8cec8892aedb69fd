/** Whoever tries Majlis signs in with this; it exists only in a database that npm start made for itself. */
export const DEMO_PASSWORD = 'majlis-demo-2026';

export interface DemoPerson {
  email: string;
  name: string;
  role: 'client' | 'operator';
  locale: 'en' | 'ar';
  timezone: string;
  phone?: string;
}

/** The sign-ins of the printed table, besides the lawyer's. */
export const demoPeople: readonly DemoPerson[] = [
  {
    email: 'client@majlis.test',
    name: 'Sara Haddad',
    role: 'client',
    locale: 'en',
    timezone: 'Asia/Dubai',
    phone: '+971500000001',
  },
  {
    email: 'operator@majlis.test',
    name: 'Majlis Operations',
    role: 'operator',
    locale: 'en',
    timezone: 'Asia/Dubai',
  },
];
