/** Choices that a browser keeps for its user. Storage can be forbidden; then a choice lasts as long as the page. */
type Choice = 'locale' | 'theme' | 'zone' | 'clock';

export function remembered(choice: Choice): string | null {
  try {
    return localStorage.getItem(`majlis.${choice}`);
  } catch {
    return null;
  }
}

export function remember(choice: Choice, value: string): void {
  try {
    localStorage.setItem(`majlis.${choice}`, value);
  } catch {
    // Nothing to do: the choice holds in memory.
  }
}
