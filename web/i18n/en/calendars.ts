import { englishPlural } from '#web/i18n/plural.ts';

/** Calendars elsewhere: those that close times, and the feed of one's own consultations. */
export const calendars = {
  title: 'Calendars',
  lead: 'When you are busy in another calendar, clients cannot book you. They never see why.',
  connections: 'Your other calendars',
  none: 'Nothing is connected yet, so clients can book you at times when you are busy elsewhere.',
  providers: {
    google: 'Google Calendar',
    outlook: 'Outlook',
    ics: 'Calendar address',
  },
  offers: {
    google: 'Busy times close your times here, and confirmed consultations appear there.',
    outlook:
      'Outlook or Microsoft 365. Busy times close your times here, and confirmed consultations appear there.',
    ics: 'For iCloud and all others: the private address of a calendar. It is read every ten minutes; nothing is written there.',
  },
  connect: 'Connect',
  reconnect: 'Connect again',
  unavailable: 'Not available here yet.',
  status: {
    first: 'Being read',
    active: 'Connected',
    failing: 'Cannot be read',
    needs_reauth: 'Needs you',
  },
  firstReading: 'It is being read for the first time. This takes a few seconds.',
  readNow: 'Last read just now.',
  read: (ago: string) => `Last read ${ago}.`,
  failing: (since: string) => `It has not answered since ${since}. We go on trying by ourselves.`,
  needsReauth: {
    google: 'Google does not let us in any more. Please connect it again.',
    outlook: 'Microsoft does not let us in any more. Please connect it again.',
    ics: 'The address does not lead to a calendar any more. Give the new one.',
  },
  stillOpen: (until: string) =>
    `Clients still see times, by what was read last, until ${until}. After that they see none until it can be read again.`,
  closed: 'Clients see no free times until it can be read again.',
  check: 'Check now',
  checking: 'It is being read.',
  disconnect: 'Disconnect',
  disconnecting: {
    title: (name: string) => `Disconnect ${name}?`,
    opens: 'Times that it closes become free at once, and clients can book them.',
    stays: 'Consultations that are in it already stay there, and are not kept up to date any more.',
    forgotten: 'We delete what we know of it, and our access to it.',
    address: 'We delete what we know of it, and its address.',
    keep: 'Keep it',
    done: 'The calendar is disconnected.',
  },
  address: {
    label: 'Private address',
    hint: 'It begins with https:// or webcal:// and often ends with .ics. You find it in the settings of your calendar, under sharing or publishing.',
    missing: 'Give the address.',
    fault:
      'This address cannot be used. It has to begin with https:// or webcal:// and be reachable from the internet.',
    replace: 'Change the address',
    done: 'The calendar is connected.',
  },
  returned: {
    connected: (name: string) => `${name} is connected`,
    connectedText: 'Its busy times close your times from now on.',
    denied: 'Nothing was connected',
    deniedText: 'You did not agree to it. Nothing has changed.',
    expired: 'That took too long',
    expiredText: 'The connection has to be made within ten minutes. Begin again.',
    refused: 'It could not be connected',
    refusedText:
      'The provider refused. Make sure that you agree to everything that is asked for, and try again.',
    unavailable: 'The provider does not answer',
    unavailableText: 'Nothing was connected. Try again in a few minutes.',
  },
  deleted: {
    title: (n: number) =>
      `${englishPlural(n, 'consultation is', 'consultations are')} missing from your calendar`,
    lead: 'You or somebody else deleted it there. It still takes place: the client knows nothing of this.',
    restore: 'Put it back',
    dismiss: 'Leave it out',
    open: 'Open or cancel it',
    restored: 'It is being put back.',
    dismissed: 'It is left out. The consultation still takes place.',
  },
  feed: {
    title: 'Your consultations in your calendar',
    lead: 'A private address with your confirmed consultations, for any calendar that takes a subscription. Its titles name nobody.',
    make: 'Make an address',
    label: 'Your private address',
    secret: 'Whoever has it can see when you have consultations. Do not pass it on.',
    subscribe: 'Subscribe',
    since: (date: string) => `Made on ${date}.`,
    hidden: 'You have an address, but it cannot be shown any more. Make a new one.',
    rotate: 'Make a new one',
    remove: 'Remove',
    made: 'Your address is ready.',
    removed: 'The address is removed.',
    rotating: {
      title: 'Make a new address?',
      text: 'The address so far ends at once. Every calendar that uses it has to be given the new one.',
      go: 'Make a new one',
    },
    removing: {
      title: 'Remove the address?',
      text: 'It ends at once. Calendars that use it do not get your consultations any more.',
      go: 'Remove',
    },
  },
  banner: {
    needs_reauth: (name: string) => `${name} has to be connected again.`,
    failing: (name: string) => `${name} cannot be read at the moment.`,
    deleted: 'A consultation was deleted from your calendar. It still takes place.',
    go: 'Look at your calendars',
  },
};

export type CalendarWords = typeof calendars;
