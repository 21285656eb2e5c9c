import { useEffect, useState } from 'preact/hooks';
import { PerseidError } from '#domain/error';
import { errorSentence } from '#domain/i18n/error-text';
import type { Translate } from '#domain/i18n/translate';
import { isMagnet } from '#domain/swarm/magnet-type';
import { linkTo } from '#domain/task/link-to';
import type { TaskId } from '#domain/task/task';
import { newId } from '#platform/clock';
import { callEngine } from '#platform/engine-client';
import { hasAccess, requestSites } from '#platform/site-access';
import { useWords } from '#ui/words';
import { hostsOf, magnetIn, parseLinks, shorten } from './links.ts';
import { base64Of } from './base64-of.ts';

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

  const store = async (links: readonly string[]) => {
    for (const url of links) {
      await callEngine('task.add', givenLink(url, null));
    }
    setText('');
    setNote({ kind: 'info', text: t('add.done', { count: links.length }) });
  };

  /** Must run inside the click: only there may access be asked for. */
  const add = () => {
    const { links, bad } = parseLinks(text);
    const wrong = complaint(t, links, bad);
    if (wrong !== null) return setNote({ kind: 'bad', text: wrong });
    const hosts = hostsOf(links).filter((host) => missing.includes(host));
    allowed(hosts, text)
      .then((granted) =>
        granted ? store(links) : setNote({ kind: 'bad', text: t('add.denied', { site: hosts.join(', ') }) }),
      )
      .catch((error: unknown) => setNote({ kind: 'bad', text: failure(t, error) }));
  };

  /** .torrent files become what they describe; what is wrong with one is said. */
  const openFiles = (files: readonly File[]) => {
    const open = async () => {
      for (const file of files) await callEngine('torrent.open', { id: newId(), base64: await base64Of(file) });
      setNote({ kind: 'info', text: t('add.done', { count: files.length }) });
    };
    open().catch((error: unknown) => setNote({ kind: 'bad', text: failure(t, error) }));
  };

  const asks: Note | null =
    missing.length === 0 ? null : { kind: 'info', text: t('add.willAsk', { site: missing.join(', ') }) };
  const change = (changed: string) => {
    setText(changed);
    setNote(null);
  };
  return { text, setText: change, note: note ?? asks, add, openFiles };
}

/** A request to fetch what the user typed or pasted. @param continues the task whose new link it is */
export function givenLink(url: string, continues: TaskId | null) {
  return { id: newId(), source: linkTo(url), hint: null, downloadId: null, tabId: null, continues };
}

/** What is wrong with the text, as a sentence; null: nothing. */
function complaint(t: Translate, links: readonly string[], bad: readonly string[]): string | null {
  const [first, ...more] = bad;
  if (first === undefined) return links.length === 0 ? t('add.empty') : null;
  const link = shorten(first);
  return more.length === 0 ? t('add.bad', { link }) : t('add.badMore', { link, count: more.length });
}

/** What went wrong, as a sentence. */
export function failure(t: Translate, error: unknown): string {
  if (error instanceof PerseidError) return errorSentence(t, error.toTaskError());
  console.error(error);
  return errorSentence(t, { code: 'internal' });
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
    Promise.all(links.map(async (link) => (isMagnet(link) || (await hasAccess(link)) ? [] : hostsOf([link]))))
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
