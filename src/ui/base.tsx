import './tokens.css';
import './base.css';
import { render, type ComponentChildren } from 'preact';
import type { Words } from '#domain/i18n/words';
import { WordsProvider } from './words.tsx';

/** Draws a page of ours into the element `app` of its document, in the reader's language. */
export function drawPage(words: Words, content: ComponentChildren): void {
  const root = document.getElementById('app');
  if (!root) throw new TypeError('drawPage: the page has no element with the id "app"');
  render(<WordsProvider words={words}>{content}</WordsProvider>, root);
}
