import { formatSpeed } from '#domain/i18n/format';
import type { Settings } from '#domain/settings/settings';
import type { TaskId } from '#domain/task/task';
import { isSlow } from '#platform/local-time';
import { openOptionsPage } from '#platform/pages';
import type { Live } from '#protocol/engine-api';
import { IconButton } from '#ui/button';
import { Icon, Mark } from '#ui/icons';
import { useWords } from '#ui/words';

interface HeaderProps {
  readonly running: number;
  readonly live: Readonly<Record<TaskId, Live>>;
  readonly settings: Settings;
  /** Ms since 1970. */
  readonly now: number;
}

/** Title line: what runs, and how fast in all, in both directions. */
export function Header({ running, live, settings, now }: HeaderProps) {
  const t = useWords();
  const all = Object.values(live);
  const down = all.reduce((sum, { speed }) => sum + speed, 0);
  const up = all.reduce((sum, one) => sum + (one.up ?? 0), 0);
  return (
    <header class="header">
      <Mark />
      <p class="brand">{t('app.name')}</p>
      <p class="totals">
        {running === 0 ? t('app.idle') : t('app.running', { count: running })}
        {isSlow(settings, now) && ` · ${t('options.slow')}`}
        {(down > 0 || up > 0) && (
          <span class="total-speed">
            <Icon name="down" />
            <span class="hidden-text">{t('app.totalSpeed')}</span>
            {formatSpeed(t.locale, down)}
          </span>
        )}
        {up > 0 && (
          <span class="total-speed">
            <Icon name="up" />
            <span class="hidden-text">{t('app.totalUpload')}</span>
            {formatSpeed(t.locale, up)}
          </span>
        )}
      </p>
      <IconButton icon="gear" label={t('app.options')} onPress={openOptionsPage} />
    </header>
  );
}
