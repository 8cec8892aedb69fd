// Language, direction and theme are set before the first paint, so that nothing flips while the page loads.
(() => {
  const root = document.documentElement;
  const read = (key) => {
    try {
      return localStorage.getItem(key);
    } catch {
      return null;
    }
  };
  const locale = read('majlis.locale') ?? (navigator.language.startsWith('ar') ? 'ar' : 'en');
  root.lang = locale;
  root.dir = locale === 'ar' ? 'rtl' : 'ltr';
  const theme = read('majlis.theme');
  if (theme) root.dataset.theme = theme;
})();
