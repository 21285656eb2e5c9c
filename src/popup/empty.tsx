import { useWords } from '#ui/words';

/** What to do when there is nothing: one sentence and one picture. */
export function Empty() {
  const t = useWords();
  return (
    <div class="empty">
      <svg viewBox="0 0 160 72" aria-hidden="true">
        <path class="streak" d="M96 4L66 30M122 2L86 33M136 12l-27 23" />
        <circle class="ember" cx="64" cy="32" r="3.5" />
        <circle class="ember" cx="84" cy="35" r="3.5" />
        <circle class="ember" cx="107" cy="37" r="3.5" />
        <rect class="link-frame" x="40.5" y="46.5" width="80" height="21" rx="5" />
        <path class="link-line" d="M50 57h46" />
        <path class="hand" d="M101 54l14.5 5.6-6.2 2.2-2.6 6.2z" />
      </svg>
      <p class="empty-title">{t('empty.title')}</p>
      <p>{t('empty.text')}</p>
    </div>
  );
}
