import './tokens.css';
import './base.css';
import { render, type ComponentChildren } from 'preact';
import { WordsProvider } from './words.tsx';

/** Draws a page of ours into the element `app` of its document, in the reader's language. */
export function drawPage(content: ComponentChildren): void {
  const root = document.getElementById('app');
  if (!root) throw new TypeError('drawPage: the page has no element with the id "app"');
  render(<WordsProvider>{content}</WordsProvider>, root);
}
