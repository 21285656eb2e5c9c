import type { ComponentChildren } from 'preact';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { mostLinks } from '#domain/add/expand';
import { hostsOf, parseLinks, shorten, type ParsedLinks } from '#domain/add/links';
import type { Settings } from '#domain/settings/settings';
import type { Translate } from '#domain/i18n/translate';
import { isMagnet } from '#domain/swarm/magnet-type';
import { linkTo } from '#domain/task/link-to';
import type { TaskId } from '#domain/task/task';
import { newId } from '#platform/clock';
import { callEngine } from '#platform/engine-client';
import { readSettingsStore } from '#platform/settings-store';
import { hasAccess, requestSites } from '#platform/site-access';
import { useWords } from '../words.tsx';
import { base64Of } from './base64-of.tsx';
import { failure } from './failure.tsx';
import { giveLinks, saidOfAdded, type GivenLink } from './give-links.tsx';
import { magnetIn } from './magnet-in.tsx';
import { useAsking } from './use-asking.tsx';

interface Note {
  readonly kind: 'bad' | 'info';
  readonly text: string;
}

/**
 * The browser's question about access may close the popup: what was typed is kept under this key until it is answered,
 * and is there again when the popup opens.
 */
const draftKey = 'draft';

/** The state of the field: its text, what is said under it, and what Add does. */
export function useAdding() {
  const t = useWords();
  const [text, setText] = useState(() => magnetIn(location.search) || (localStorage.getItem(draftKey) ?? ''));
  const [note, setNote] = useState<Note | null>(null);
  const missing = useMissingSites(text);
  const tell = (error: unknown) => setNote({ kind: 'bad', text: failure(t, error) });

  const store = async (links: readonly GivenLink[]) => {
    const added = await giveLinks(links);
    setText('');
    setNote({ kind: 'info', text: saidOfAdded(t, added) });
  };
  const asking = useAsking(store, tell);
  const storeOrAsk = async (links: readonly string[]) => {
    const settings = await readSettingsStore();
    if (await isAskedAbout(settings, links)) asking.ask({ links, page: null, places: settings });
    else await store(links.map((url) => ({ url, given: null })));
  };

  /** Must run inside the click: only there may access be asked for. */
  const add = () => {
    const parsed = parseLinks(text);
    const { links } = parsed;
    const wrong = complaint(t, parsed);
    if (wrong !== null) return setNote({ kind: 'bad', text: wrong });
    const hosts = hostsOf(links).filter((host) => missing.includes(host));
    allowed(hosts, text)
      .then((granted) =>
        granted ? storeOrAsk(links) : setNote({ kind: 'bad', text: t('add.denied', { site: hosts.join(', ') }) }),
      )
      .catch(tell);
  };

  const [offer, setOffer] = useState<ComponentChildren>(null);
  /** Files become what they are: torrents at once, lists after a look at them; what is wrong with one is said. */
  const open = (files: readonly File[]) => {
    const openAll = async () => {
      const { ListOffer, sortFiles } = await import('./list-offer.tsx');
      setNote(null);
      const { torrents, lists } = await sortFiles(files);
      setOffer(lists.length > 0 && <ListOffer lists={lists} onDone={() => setOffer(null)} />);
      for (const file of torrents) await callEngine('torrent.open', { id: newId(), base64: await base64Of(file) });
      if (torrents.length > 0) setNote({ kind: 'info', text: t('add.done', { count: torrents.length }) });
    };
    openAll().catch(tell);
  };

  const asks = useMemo(() => promise(t, parseLinks(text), missing), [t, text, missing]);
  const change = (changed: string) => {
    setText(changed);
    setNote(null);
  };
  return { text, setText: change, note: note ?? asks, add, open, offer, asking };
}

/** Whether the user wants to be asked about these links first. What that takes is loaded only where he has switched it on. */
async function isAskedAbout(settings: Settings, links: readonly string[]): Promise<boolean> {
  if (!settings.askBeforeAdding) return false;
  const { asksBeforeAdding } = await import('#domain/add/asks');
  return asksBeforeAdding(settings, links);
}

/** A request to fetch what the user typed or pasted. @param continues the task whose new link it is */
export function givenLink(url: string, continues: TaskId | null) {
  return { id: newId(), source: linkTo(url), hint: null, downloadId: null, tabId: null, continues };
}

/** What Add will do, where that is not plain: how many links come of a range, which sites the browser will ask about. */
function promise(t: Translate, { links, wrong, ranged }: ParsedLinks, missing: readonly string[]): Note | null {
  if (wrong !== null) return { kind: 'bad', text: rangeText(t, wrong) };
  const [first = '', last = ''] = [links[0], links.at(-1)].map((link) => shorten(link ?? ''));
  if (ranged) return { kind: 'info', text: t('add.ranged', { count: links.length, first, last }) };
  return missing.length === 0 ? null : { kind: 'info', text: t('add.willAsk', { site: missing.join(', ') }) };
}

function rangeText(t: Translate, { wrong, range }: NonNullable<ParsedLinks['wrong']>): string {
  return wrong === 'range-many' ? t('add.range-many', { count: mostLinks }) : t(`add.${wrong}`, { range });
}

/** What is wrong with the text, as a sentence; null: nothing. */
function complaint(t: Translate, { links, bad, wrong }: ParsedLinks): string | null {
  if (wrong !== null) return rangeText(t, wrong);
  const [first, ...more] = bad;
  if (first === undefined) return links.length === 0 ? t('add.empty') : null;
  const link = shorten(first);
  return more.length === 0 ? t('add.bad', { link }) : t('add.badMore', { link, count: more.length });
}

/** Whether all these sites may be read; asks for what is missing. */
async function allowed(hosts: readonly string[], draft: string): Promise<boolean> {
  if (hosts.length === 0) return true;
  const answer = requestSites([...hosts]);
  localStorage.setItem(draftKey, draft);
  try {
    return await answer;
  } finally {
    localStorage.removeItem(draftKey);
  }
}

/** The hosts in the text that may not be read yet; looked up while typing, for in the click it would be too late. */
function useMissingSites(text: string): readonly string[] {
  const [missing, setMissing] = useState<readonly string[]>([]);
  useEffect(() => {
    let current = true;
    const { links } = parseLinks(text);
    const byHost = new Map(links.filter((link) => !isMagnet(link)).map((link) => [new URL(link).hostname, link]));
    Promise.all([...byHost].map(async ([host, link]) => ((await hasAccess(link)) ? [] : [host])))
      .then((hosts) => {
        if (current) setMissing([...new Set(hosts.flat())]);
      })
      .catch(console.error);
    return () => {
      current = false;
    };
  }, [text]);
  return missing;
}
