import './tokens.css';
import './base.css';
import { render, type ComponentChildren } from 'preact';
import type { PlainKey } from '#domain/i18n/translate';
import type { Words } from '#domain/i18n/words';
import { LanguageProvider, readTongue } from './language.tsx';

/**
 * Draws a page of ours into the element `app` of its document, in the reader's language.
 * @param words of the page, in English
 * @param title of the page, among them
 * @param content what is drawn; read while the words are
 */
export async function drawPage(
  words: Words,
  title: PlainKey,
  content: () => ComponentChildren | Promise<ComponentChildren>,
): Promise<void> {
  const root = document.getElementById('app');
  if (!root) throw new TypeError('drawPage: the page has no element with the id "app"');
  const [tongue, drawn] = await Promise.all([readTongue(), content()]);
  const page = (
    <LanguageProvider first={tongue} words={words} title={title}>
      {drawn}
    </LanguageProvider>
  );
  render(page, root);
}
