/** What a test card does when it pays; the numbers and outcomes are the ones Stripe publishes for testing. */
export interface TestCard {
  number: string;
  label: string;
  brand: 'visa' | 'mastercard';
  outcome: 'success' | 'decline' | 'challenge';
  decline?: { code: string; declineCode: string | null; message: string };
  /** What the bank makes of a refund some seconds after Stripe has answered. */
  refund?: { first: 'pending' | 'succeeded'; later: 'succeeded' | 'failed' };
  /** Offered as a button on the payment page. */
  shown?: boolean;
}

export const testCards: readonly TestCard[] = [
  { number: '4242424242424242', label: 'Payment succeeds', brand: 'visa', outcome: 'success', shown: true },
  { number: '5555555555554444', label: 'Payment succeeds', brand: 'mastercard', outcome: 'success' },
  {
    number: '4000000000000002',
    label: 'Card is declined',
    brand: 'visa',
    outcome: 'decline',
    decline: { code: 'card_declined', declineCode: 'generic_decline', message: 'Your card was declined.' },
    shown: true,
  },
  {
    number: '4000000000009995',
    label: 'Insufficient funds',
    brand: 'visa',
    outcome: 'decline',
    decline: {
      code: 'card_declined',
      declineCode: 'insufficient_funds',
      message: 'Your card has insufficient funds.',
    },
    shown: true,
  },
  {
    number: '4000000000000069',
    label: 'Card has expired',
    brand: 'visa',
    outcome: 'decline',
    decline: { code: 'expired_card', declineCode: null, message: 'Your card has expired.' },
  },
  {
    number: '4000002500003155',
    label: '3-D Secure asks first',
    brand: 'visa',
    outcome: 'challenge',
    shown: true,
  },
  { number: '4000000000003220', label: '3-D Secure asks first', brand: 'visa', outcome: 'challenge' },
  {
    number: '4000000000007726',
    label: 'A refund is pending at first',
    brand: 'visa',
    outcome: 'success',
    refund: { first: 'pending', later: 'succeeded' },
  },
  {
    number: '4000000000005126',
    label: 'A refund fails later',
    brand: 'visa',
    outcome: 'success',
    refund: { first: 'succeeded', later: 'failed' },
  },
];

/** A number that is not a test card is refused the way Stripe's test mode refuses it. */
export function findTestCard(number: string): TestCard {
  const digits = number.replaceAll(/\D/g, '');
  return (
    testCards.find((card) => card.number === digits) ?? {
      number: digits,
      label: 'Not a test card',
      brand: 'visa',
      outcome: 'decline',
      decline: {
        code: 'card_declined',
        declineCode: 'test_mode_live_card',
        message:
          'Your card was declined. Your request was in test mode, but used a non test card. For a list of valid test cards, visit: https://stripe.com/docs/testing.',
      },
    }
  );
}
