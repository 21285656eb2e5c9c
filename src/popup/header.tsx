import { formatSpeed } from '#domain/i18n/format';
import type { Settings } from '#domain/settings/settings';
import { isRunning } from '#domain/task/task';
import type { BrowserItem } from '#platform/browser-items';
import { isSlow } from '#platform/local-time';
import { openLinksPage, openOptionsPage, openPage } from '#platform/pages';
import { IconButton } from '#ui/button';
import { Icon, Mark } from '#ui/icons';
import { useWords } from '#ui/words';
import type { Downloads } from './downloads.ts';

interface HeaderProps {
  readonly downloads: Downloads;
  readonly items: readonly BrowserItem[];
  readonly settings: Settings;
}

/** Title line: what runs, how fast in all, and the ways out of the popup. */
export function Header({ downloads, items, settings }: HeaderProps) {
  const t = useWords();
  const ours = [...downloads.tasks.values()].filter(isRunning).length;
  const speed = Object.values(downloads.live).reduce((sum, live) => sum + live.speed, 0);
  return (
    <header class="header">
      <Mark />
      <h1>{t('app.name')}</h1>
      <p class="totals">
        {ours === 0 && items.length === 0 && t('app.idle')}
        {ours > 0 && t('app.running', { count: ours })}
        {ours > 0 && items.length > 0 && ' · '}
        {items.length > 0 && t('app.inBrowser', { count: items.length })}
        {isSlow(settings, Date.now()) && ` · ${t('options.slow')}`}
        {speed > 0 && (
          <span class="total-speed">
            <Icon name="down" />
            <span class="hidden-text">{t('app.totalSpeed')}</span>
            {formatSpeed(t.locale, speed)}
          </span>
        )}
      </p>
      <IconButton icon="links" label={t('app.links')} onPress={() => void openLinksPage()} />
      <IconButton icon="expand" label={t('app.allDownloads')} onPress={() => openPage('manager.html')} />
      <IconButton icon="gear" label={t('app.options')} onPress={openOptionsPage} />
    </header>
  );
}
