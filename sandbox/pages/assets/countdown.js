// Counts down what the server has written, and loads the page again when the time is up.
const timer = document.querySelector('[data-seconds-left]');
if (timer) {
  const end = Date.now() + Number(timer.dataset.secondsLeft) * 1000;
  setInterval(() => {
    const left = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    const hours = Math.floor(left / 3600);
    const minutes = String(Math.floor(left / 60) % 60).padStart(hours > 0 ? 2 : 1, '0');
    timer.textContent = `${hours > 0 ? `${hours}:` : ''}${minutes}:${String(left % 60).padStart(2, '0')}`;
    timer.parentElement.classList.toggle('soon', left < 120);
    if (left === 0) setTimeout(() => location.reload(), 1500);
  }, 500);
}
