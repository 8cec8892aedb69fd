import { useLocation } from 'preact-iso';
import { orders, withOrder } from '#web/booking/directory-filters.ts';
import type { DirectoryView } from '#web/booking/directory-filters.ts';
import { bookingWords } from '#web/i18n/booking.ts';

/** Who comes first. */
export function OrderChoice({ view }: { view: DirectoryView }) {
  const { route } = useLocation();
  const { directory } = bookingWords();
  const labels = {
    soonest: directory.orders.soonest,
    listed: view.filters.q === undefined ? directory.orders.listed : directory.orders.fit,
  };
  return (
    <label class="order-choice">
      <span class="small soft">{directory.order}</span>
      <select
        id="sort"
        aria-label={directory.order}
        class="input"
        value={view.order}
        onChange={({ currentTarget }) => {
          const order = orders.find((known) => known === currentTarget.value);
          if (order) route(withOrder(view, order), true);
        }}
      >
        {orders.map((order) => (
          <option key={order} value={order}>
            {labels[order]}
          </option>
        ))}
      </select>
    </label>
  );
}
