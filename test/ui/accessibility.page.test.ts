import { describe, expect, test } from 'vitest';
import { complaints } from '../support/axe.ts';
import { patient, usePages } from './preview/pages.ts';

/** Pages as a person may find them. */
/** Typed into the field of this name before anything is pressed, and what is waited for after that. */
interface Typed {
  readonly field: string;
  readonly text: string;
  readonly shows: string;
}

const proof = (text: string): Typed => ({ field: 'Link to a file', text, shows: '.prove-outcome > p' });
const prove = ['Prove it[role="button"]'];

const row = (name: string) => `${name}[role="gridcell"]`;
type Place = readonly [what: string, path: string, press?: readonly string[], typed?: Typed];
const managerPlace = (tab: string, scene: string, name: string): Place => [
  `details, ${tab}, of ${scene}`,
  `manager/index.html?scene=${scene}`,
  [row(name), 'Details[role="button"]', `${tab}[role="tab"]`],
];

const places: readonly Place[] = [
  ['the popup with nothing', 'popup/index.html?scene=empty'],
  ['the popup with three', 'popup/index.html?scene=three'],
  ['the popup with many', 'popup/index.html?scene=many'],
  ['the popup with torrents', 'popup/index.html?scene=torrents'],
  ['the popup with what waits for a word', 'popup/index.html?scene=asked'],
  ['the dialog before a link is added', 'popup/index.html?scene=empty&add=https://a.example.org/one.iso'],
  ['the popup with a menu', 'popup/index.html?scene=three', ['More']],
  ['the popup before the policy is accepted', 'popup/index.html?scene=empty&standing=unasked'],
  ['the popup with a policy that has changed', 'popup/index.html?scene=three&standing=changed'],
  ['properties', 'popup/index.html?scene=three&mirrors', ['More', 'Properties']],
  ['the properties of a torrent', 'popup/index.html?scene=torrents', ['More', 'Properties']],
  ['all downloads, with nothing', 'manager/index.html?scene=empty'],
  ['all downloads', 'manager/index.html?scene=many'],
  ['all downloads, with a menu', 'manager/index.html?scene=many', [row('mirror.img'), 'More[role="button"]']],
  ['all downloads, that could not be read', 'manager/index.html?scene=three&store=fails'],
  managerPlace('Overview', 'expired', 'old-link.zip'),
  ...['Overview', 'Sources', 'Settings', 'Contacts'].map((tab) =>
    managerPlace(tab, 'three', 'ubuntu-26.04-desktop-amd64.iso'),
  ),
  ...['Overview', 'Sources', 'Files'].map((tab) => managerPlace(tab, 'torrents', 'Film')),
  ['links', 'links/index.html?tab=1&scene=many&links=12', ['Select all shown[role="button"]']],
  ['links of a page that cannot be read', 'links/index.html?tab=1&scene=many&links=unread'],
  ['the options', 'options/index.html'],
  ['the options with one’s own data', 'options/index.html?given', ['See my data', 'Erase my data']],
  ['the options with a proof', 'options/index.html', prove, proof('https://files.example.org/ends-redirected.bin')],
  ['the options with a proof refused', 'options/index.html', prove, proof('no link')],
  ['the popup in Arabic', 'popup/index.html?scene=three&language=ar'],
  ['all downloads in Hebrew', 'manager/index.html?scene=many&language=he'],
  ['the options in German', 'options/index.html?language=de'],
  ['the first page', 'welcome/index.html?standing=unasked'],
  ['the first page, declined', 'welcome/index.html?standing=unasked', ['Decline']],
];

/** What a screen reader, a keyboard and tired eyes need, as far as a program can tell (axe). */
describe.each(['light', 'dark'])('nothing to complain of, %s', (scheme) => {
  const p = usePages();

  test.each(places.map(([what, path, press = [], typed]) => ({ what, path, press, typed })))(
    '$what',
    async ({ path, press, typed }) => {
      await p.page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
      await p.open(path);
      if (typed) await (await p.page.waitForSelector(`aria/${typed.field}[role="textbox"]`))!.type(typed.text);
      for (const name of press) await (await p.page.waitForSelector(`aria/${name}`))!.click();
      if (typed) await p.page.waitForSelector(typed.shows);
      if (path.startsWith('popup') && press.length === 0) await p.page.waitForSelector('[role=list][aria-busy=false]');
      await p.page.$$eval('details', (all) => all.forEach((one) => (one.open = true)));
      expect(await complaints(p.page)).toEqual([]);
    },
    patient,
  );
});
