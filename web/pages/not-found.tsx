import { commonWords } from '#web/i18n/common.ts';
import { Page } from '#web/parts/page.tsx';

export function NotFoundPage() {
  const { notFound } = commonWords();
  return (
    <Page title={notFound.title} narrow>
      <div class="stack">
        <p class="soft">{notFound.text}</p>
        <p>
          <a class="button primary" href="/">
            {notFound.home}
          </a>
        </p>
      </div>
    </Page>
  );
}
