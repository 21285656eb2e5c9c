// How rows look, also those of the popup's tasks.
import './row.css';
import { useState } from 'preact/hooks';
import { formatBytes, formatPercent } from '#domain/i18n/format';
import { mayBeChosen } from '#domain/source/leave-reason';
import { nameInUrl, siteOf } from '#domain/task/progress';
import type { BrowserItem } from '#platform/browser-items';
import { callBackground } from '#platform/engine-client';
import { requestAllSites, requestSites } from '#platform/site-access';
import { Button } from '../button.tsx';
import { MenuButton } from '../menu.tsx';
import { PieceBar } from '../piece-bar.tsx';
import { useWords } from '../words.tsx';
import { browserText } from './status-text.tsx';
import { useCopy } from './use-copy.tsx';

interface BrowserRowProps {
  readonly item: BrowserItem;
  /** Whether it is its list's tab stop; undefined: rows of this list are none. */
  readonly focusable?: boolean;
  /** Id of the heading that it stands under. */
  readonly heading?: string;
}

/** A download that stayed with the browser: read live from its list, with the reason. */
export function BrowserRow({ item, focusable, heading }: BrowserRowProps) {
  const t = useWords();
  const name = item.name || nameInUrl(item.url);
  const copy = useCopy();
  const entries = [{ label: t('act.copy-address'), onChoose: () => void copy(item.url) }];
  const nameId = `name-item-${item.id}`;
  const share = item.size === null || item.size === 0 ? null : Math.min(1, item.bytes / item.size);
  const done = formatBytes(t.locale, item.bytes);
  const shown = share === null ? '' : formatPercent(t.locale, share);
  const amount = item.size === null ? done : t('row.bytes', { done, size: formatBytes(t.locale, item.size) });
  return (
    <div
      class="row browser"
      role="listitem"
      aria-labelledby={nameId}
      aria-describedby={heading}
      data-row={`item-${item.id}`}
      tabIndex={focusable === undefined ? undefined : focusable ? 0 : -1}
    >
      <div class="row-head">
        <span id={nameId} class="name" title={name}>
          {name}
        </span>
        <span class="share">{shown}</span>
        <MenuButton icon="more" label={t('act.more')} entries={entries} />
      </div>
      <PieceBar
        label={t('row.progress')}
        size={item.size}
        have={item.bytes > 0 ? [{ from: 0, to: item.bytes }] : []}
        arriving={[]}
        share={share}
        text={shown || done}
        still
      />
      <p class="facts state">
        <span>{browserText(t, item)}</span>
        <span class="end">{amount}</span>
      </p>
      <p class="facts">
        <span class="site">{siteOf(item.url)}</span>
      </p>
      {item.leave && mayBeChosen(item.leave.reason) && (
        <span class="row-acts worded">
          <Button onPress={() => void callBackground('item.take', { downloadId: item.id })}>{t('act.take')}</Button>
        </span>
      )}
      {item.leave?.reason === 'no-access' && <AccessOffer hosts={item.leave.hosts} />}
    </div>
  );
}

/** Offers to take over this site's downloads from now on, and says what came of it. */
function AccessOffer({ hosts }: { hosts: string[] }) {
  const t = useWords();
  const [answer, setAnswer] = useState<'granted' | 'denied' | null>(null);
  const settle = (asked: Promise<boolean>) => {
    asked.then((granted) => setAnswer(granted ? 'granted' : 'denied')).catch(console.error);
  };
  return (
    <div class="offer" aria-live="polite">
      {answer !== 'granted' && (
        <span class="row-acts worded">
          <Button onPress={() => settle(requestSites(hosts))}>{t('access.site')}</Button>
          <Button onPress={() => settle(requestAllSites())}>{t('access.all')}</Button>
        </span>
      )}
      {answer && <p class="note">{t(`access.${answer}`)}</p>}
    </div>
  );
}
