import type { News, Wording } from './news.ts';

export const english: Wording = {
  brand: 'Majlis',
  direction: 'ltr',
  greeting: (name) => `Dear ${name},`,
  subject({ kind, recipient, otherName, number }, { date, until }) {
    switch (kind) {
      case 'confirmed':
        return recipient === 'client'
          ? `Confirmed: your consultation with ${otherName} (${number})`
          : `New consultation on ${date} (${number})`;
      case 'reminder':
        return `Reminder: your consultation starts ${until} (${number})`;
      case 'cancelled':
        return `Cancelled: consultation on ${date} (${number})`;
      case 'late_payment_returned':
        return `Your payment has been returned (${number})`;
      case 'calendar_event_deleted':
        return `Your calendar no longer shows consultation ${number}`;
    }
  },
  heading({ kind, recipient }, { until }) {
    switch (kind) {
      case 'confirmed':
        return recipient === 'client' ? 'Your consultation is confirmed' : 'You have a new consultation';
      case 'reminder':
        return `Your consultation starts ${until}`;
      case 'cancelled':
        return 'This consultation is cancelled';
      case 'late_payment_returned':
        return 'Your payment came after the hold had ended';
      case 'calendar_event_deleted':
        return 'A consultation is missing from your calendar';
    }
  },
  paragraphs(news, { refund }) {
    switch (news.kind) {
      case 'confirmed':
        return confirmed(news);
      case 'reminder':
        return [`This is a reminder of your appointment with ${news.otherName}.`, arriving(news)];
      case 'cancelled':
        return news.recipient === 'client'
          ? [cancelledForClient(news), moneyBack(news, refund)]
          : [cancelledForLawyer(news)];
      case 'late_payment_returned':
        return [
          'We could hold the time for you only for so long, and your payment reached us after that. The consultation was therefore not booked.',
          'We have returned the whole amount. An amount that was only reserved on your card is released at once; otherwise banks usually take 5 to 10 working days to show it.',
          'We would be glad to welcome you at another time.',
        ];
      case 'calendar_event_deleted':
        return [
          `The event of your consultation with ${news.otherName} was deleted from your calendar.`,
          'The consultation itself has not changed: it takes place as booked, and we have told the client nothing.',
          'You can put the event back or leave it out. If the consultation is not to take place, please cancel it on its own page.',
        ];
    }
  },
  button({ kind }) {
    if (kind === 'late_payment_returned') return 'Choose another time';
    return kind === 'calendar_event_deleted' ? 'Decide about the event' : 'View the consultation';
  },
  sms({ kind, recipient, number, isCharged, refundMinor }, { short, until, refund }) {
    switch (kind) {
      case 'confirmed':
        return recipient === 'client'
          ? `Majlis: your consultation ${number} is confirmed for ${short}.`
          : `Majlis: new consultation ${number} on ${short}.`;
      case 'reminder':
        return `Majlis: your consultation ${number} starts ${until}: ${short}.`;
      case 'cancelled':
        return recipient === 'client' && isCharged && refundMinor > 0
          ? `Majlis: your consultation ${number} on ${short} is cancelled. ${refund} goes back to your card.`
          : `Majlis: your consultation ${number} on ${short} is cancelled.`;
      case 'late_payment_returned':
        return `Majlis: your payment for ${number} came after the hold had ended. The whole amount goes back to you.`;
      case 'calendar_event_deleted':
        return `Majlis: your calendar no longer shows consultation ${number} on ${short}. It takes place as booked.`;
    }
  },
  labels: {
    yourTime: 'Your time',
    clientTime: "The client's time",
    lawyerTime: "The lawyer's time",
    with: 'With',
    kind: 'Consultation',
    where: 'Where',
    paid: 'Paid',
    number: 'Number',
  },
  kindOf: (type, minutes) =>
    type === 'video' ? `Video, ${minutes} minutes` : `At the office, ${minutes} minutes`,
  map: 'Open the map',
  vatIncluded: (amount) => `of which VAT ${amount}`,
  footer: 'You receive this message because of a consultation booked through Majlis.',
};

function confirmed(news: News): string[] {
  if (news.recipient === 'lawyer') {
    return [
      `${news.otherName} has booked a consultation with you and has paid for it.`,
      "The client's notes and documents are on the consultation's page.",
    ];
  }
  return [
    `Thank you for your trust. Your payment has been received, and your appointment with ${news.otherName} is confirmed.`,
    arriving(news),
    'If your plans change, the same page shows what you get back before you confirm a cancellation.',
  ];
}

function arriving({ consultationType, recipient }: News): string {
  if (consultationType === 'video') {
    return "Join from the consultation's page; it opens ten minutes before the start.";
  }
  return recipient === 'client'
    ? 'Please plan to arrive at the office a few minutes early.'
    : 'The client comes to your office.';
}

function cancelledForClient({ cancelledBy, otherName }: News): string {
  if (cancelledBy === 'client') return `As you asked, we have cancelled your consultation with ${otherName}.`;
  if (cancelledBy === 'lawyer') {
    return `We are sorry: ${otherName} is not able to keep this appointment and had to cancel it.`;
  }
  return `We are sorry: your consultation with ${otherName} could not take place as planned, and we have cancelled it.`;
}

function cancelledForLawyer({ cancelledBy, otherName }: News): string {
  if (cancelledBy === 'client') return `${otherName} has cancelled this consultation.`;
  if (cancelledBy === 'lawyer') return `You have cancelled this consultation, and we have told ${otherName}.`;
  return `Majlis has cancelled this consultation with ${otherName}.`;
}

function moneyBack({ isCharged, refundMinor }: News, refund: string): string {
  if (!isCharged) {
    return 'Your card has not been charged. If your bank shows the amount as reserved, it is released by itself.';
  }
  if (refundMinor === 0) return 'Under the cancellation policy of this booking, no refund is due.';
  return `${refund} goes back to the card you paid with. Banks usually take 5 to 10 working days to show it.`;
}
