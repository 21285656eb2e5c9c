import { describe, expect, it } from 'vitest';
import { rules } from './rules.ts';

/** A rule's sentence, and sources by path: the first table must be refused, the second accepted. */
type Plants = Record<string, Record<string, string>[]>;

/** Written so that these plants are no comments of this file. */
const comment = '/'.repeat(2);

const lines = (count: number): string => 'export const x = 1;\n'.repeat(count);
const longFunction = `export function f() {\n${'  g();\n'.repeat(50)}}\n`;

const faults: Plants = {
  'imports go one way through the layers': [
    { 'src/domain/a.ts': "import { x } from '#platform/clock';" },
    { 'src/domain/a.ts': "import type { x } from '#protocol/define';" },
    { 'src/domain/a.ts': "import { readFile } from 'node:fs/promises';" },
    { 'src/domain/a.ts': "import { x } from '#domain/b';" },
    { 'src/domain/task/a.ts': "export * from '../../platform/clock.ts';" },
    { 'src/popup/a.tsx': "const page = import('#options/page');" },
    { 'src/engine/a.ts': "type X = import('#background/links').Links;" },
    { 'src/ui/a.tsx': "import { x } from '#popup/row';" },
    { 'src/background/a.ts': "import browser from 'webextension-polyfill';" },
    { 'src/attic/a.ts': 'export {};' },
    { 'server/store/a.ts': "import { x } from '#platform/clock';" },
    { 'server/store/a.ts': "import { x } from '../../src/domain/a.ts';" },
    { 'src/domain/a.ts': "import { x } from '../../server/store/store.ts';" },
    { 'entrypoints/popup/main.tsx': "import { x } from '#platform/clock';" },
    { 'entrypoints/popup/main.tsx': "import { x } from '../options/main.tsx';" },
  ],
  'no import cycle, types included': [
    { 'src/domain/a.ts': "import type { B } from './b.ts';", 'src/domain/b.ts': "export { a } from './a.ts';" },
    { 'src/ui/a.tsx': "import '#ui/b';", 'src/ui/b.tsx': "import './c.ts';", 'src/ui/c.ts': "import './a.tsx';" },
    { 'src/domain/a.ts': "import './a.ts';" },
  ],
  'only the door contacts hosts': [
    { 'src/domain/a.ts': "await fetch('https://x.example');" },
    { 'src/engine/a.ts': 'const get = globalThis.fetch;' },
    { 'src/engine/a.ts': "const get = window['fetch'];" },
    { 'src/engine/a.ts': 'const { fetch } = self; ' },
    { 'src/engine/a.ts': 'start({ fetch });' },
    { 'src/platform/a.ts': "new WebSocket('wss://x.example');" },
    { 'src/popup/a.tsx': "navigator.sendBeacon('/x');" },
    { 'src/engine/a.ts': 'new EventSource(url);' },
    { 'src/engine/a.ts': 'new RTCPeerConnection();' },
    { 'src/engine/a.ts': 'new XMLHttpRequest();' },
    { 'src/engine/a.ts': 'new WebTransport(url);' },
    { 'src/engine/a.ts': 'self.importScripts(url);' },
    { 'src/options/a.tsx': 'new Image().src = url;' },
    { 'src/background/contacts.ts': 'await fetch(service.address);' },
    { 'src/engine/a.ts': 'document.defaultView.fetch(url);' },
    { 'src/engine/a.ts': 'await store.addAll([url]);' },
    { 'src/engine/a.ts': "await caches.open('x');" },
    { 'src/ui/a.tsx': "new FontFace('x', url);" },
  ],
  'the doors have few callers': [
    { 'src/background/intercept.ts': "import { transferFetch } from '#platform/transfer-fetch';" },
    { 'src/engine/a.ts': "import { serviceFetch } from '#platform/service-fetch';" },
    { 'src/platform/a.ts': "export { serviceFetch } from './service-fetch.ts';" },
    { 'src/background/consent.ts': "import { serviceFetch } from '#platform/service-fetch';" },
    { 'src/engine/a.ts': "import { authorize as may } from '#domain/policy/consent';" },
  ],
  'no page loads anything': [
    { 'src/options/a.tsx': 'const a = <img src={url} />;' },
    { 'src/options/a.tsx': 'const a = <link rel="prefetch" href={url} />;' },
    { 'src/options/a.tsx': 'const a = <p dangerouslySetInnerHTML={{ __html: text }} />;' },
    { 'src/engine/a.ts': "document.createElement('iframe').src = url;" },
    { 'src/engine/a.ts': 'document.body.innerHTML = text;' },
    { 'src/engine/a.ts': 'document.createElement(name);' },
    { 'src/engine/a.ts': 'document.createElementNS(svg, name);' },
    { 'src/engine/a.ts': 'form.submit();' },
    { 'src/ui/a.tsx': 'const a = <a ping={url} />;' },
  ],
  'no page opens by itself': [
    { 'src/background/a.ts': 'void browser.tabs.create({ url });' },
    { 'src/background/update.ts': "openPage('welcome.html');" },
    { 'src/background/update.ts': "openWindow('popup.html');" },
    { 'src/platform/a.ts': 'void browser.windows.create({ url });' },
    { 'src/background/a.ts': 'void browser.runtime.setUninstallURL(url);' },
    { 'src/options/a.tsx': 'window.open(url);' },
    { 'src/options/a.tsx': 'location.href = url;' },
    { 'src/options/a.tsx': 'location = url;' },
    { 'src/options/a.tsx': 'window.location = url;' },
  ],
  'nothing reads the clipboard': [
    { 'src/ui/a.tsx': 'const text = await navigator.clipboard.readText();' },
    { 'src/popup/a.tsx': 'const items = await navigator.clipboard.read();' },
    { 'src/ui/a.tsx': "const items = await navigator['clipboard']['read']();" },
    { 'src/popup/a.tsx': 'const { clipboard } = navigator;' },
    { 'src/popup/a.tsx': 'watch(navigator.clipboard);' },
    { 'src/platform/a.ts': "document.execCommand('paste');" },
  ],
  'the browser downloads what the user chose': [
    { 'src/background/contacts.ts': 'await browser.downloads.download({ url });' },
    { 'src/background/handlers.ts': 'await browser.downloads.download({ url });' },
  ],
  'one place knows which browser it is': [
    { 'src/platform/a.ts': 'if (import.meta.env.FIREFOX) f();' },
    { 'src/ui/a.tsx': 'const mac = navigator.userAgent;' },
  ],
  'the domain has no clock and no dice': [
    { 'src/domain/a.ts': 'export const now = () => Date.now();' },
    { 'src/domain/a.ts': 'export const now = () => new Date();' },
    { 'src/domain/a.ts': 'export const id = () => Math.random();' },
  ],
  'no file is too long': [{ 'src/ui/a.tsx': lines(351) }, { 'entrypoints/background.ts': lines(31) }],
  'most files are short': [
    { 'src/a.ts': lines(91), 'src/b.ts': lines(91), 'src/c.ts': '' },
    { 'src/a.ts': lines(251) },
  ],
  'most functions are short': [{ 'src/a.ts': longFunction }],
  'folders are at most 4 deep': [{ 'src/a/b/c/d/e.ts': '' }],
  'no any': [
    { 'src/a.ts': 'let x: any;' },
    { 'src/a.ts': 'f(x as any);' },
    { 'src/a.ts': 'const x: Record<string, any[]> = {};' },
  ],
  'no silenced compiler, no silenced lint without a reason': [
    { 'src/a.ts': `${comment} @ts-ignore\nf();` },
    { 'src/a.ts': `${comment} @ts-expect-error it is fine\nf();` },
    { 'src/a.ts': `${comment} oxlint-disable-next-line no-console\nf();` },
  ],
  'no error is swallowed': [
    { 'src/a.ts': 'try { f(); } catch {}' },
    { 'src/a.ts': 'try { f(); } catch (error) { /* cannot happen */ }' },
    { 'src/a.ts': 'void f().catch(() => {});' },
    { 'src/a.ts': 'void f().catch(() => undefined);' },
    { 'src/a.ts': 'void f().catch();' },
  ],
  'no test is skipped': [
    { 'test/a.test.ts': "it.skip('x', f);" },
    { 'test/a.test.ts': "describe.only('x', f);" },
    { 'test/a.test.ts': "test.concurrent.todo('x');" },
    { 'test/a.test.ts': "it.skipIf(process.platform === 'linux')('x', f);" },
    { 'test/a.test.ts': "it('x', (context) => context.skip());" },
    { 'test/a.test.ts': "xit('x', f);" },
  ],
  'no test sleeps': [
    { 'test/a.test.ts': 'await new Promise((done) => setTimeout(done, 100));' },
    { 'test/a.test.ts': 'await new Promise((done) => setTimeout(done, 2 * 1000));' },
    { 'test/a.test.ts': 'await new Promise((done) => setTimeout(done, wait));' },
    { 'test/a.test.ts': 'await sleep(500);' },
    { 'test/support/a.ts': 'await sleep(500);' },
    { 'test/a.test.ts': `${comment} observation window\nawait sleep(500);` },
  ],
};

const innocent: Plants = {
  'imports go one way through the layers': [
    { 'src/domain/task/a.ts': "import * as z from 'zod/mini';\nimport { x } from '../error.ts';" },
    { 'src/popup/a.tsx': "import { render } from 'preact';\nimport './a.css';\nimport { x } from '#ui/row';" },
    { 'src/engine/http/a.ts': "import Writer from './worker.ts?worker';\nimport { x } from '#domain/error';" },
    { 'entrypoints/popup/main.tsx': "import { x } from '#popup/page';\nimport './style.css';" },
    { 'entrypoints/background.ts': "import { defineBackground } from 'wxt/utils/define-background';" },
  ],
  'no import cycle, types included': [
    { 'src/a.ts': "import './b.ts'; import './c.ts';", 'src/b.ts': "import './c.ts';", 'src/c.ts': '' },
  ],
  'only the door contacts hosts': [
    { 'src/platform/transfer-fetch.ts': 'export const get = fetch;' },
    { 'src/engine/a.ts': "// fetch, WebSocket\nexport const f = (ports: Ports) => ports.fetch('fetch');" },
    { 'src/engine/a.ts': 'export interface Ports { fetch(url: string): Promise<void>; other: typeof fetch }' },
    { 'src/engine/a.ts': "run({ kind: 'fetch', fetch: 1 });" },
    { 'src/platform/service-fetch.ts': 'export const get = fetch;' },
  ],
  'the doors have few callers': [
    { 'src/background/contacts.ts': "import { serviceFetch } from '#platform/service-fetch';" },
    { 'src/background/a.ts': "import { authorize } from '#domain/policy/consent';" },
    { 'src/ui/a.tsx': "import { standingOf } from '#domain/policy/consent';" },
  ],
  'no page loads anything': [
    { 'src/options/a.tsx': "const a = <svg><path d='M0 0' /></svg>; const img = 'img';" },
    { 'src/platform/engine-host/iframe.ts': "document.createElement('iframe').src = page;" },
    { 'src/platform/a.ts': "document.createElement('p').textContent = text;" },
  ],
  'no page opens by itself': [
    { 'src/platform/pages.ts': 'void browser.tabs.create({ url });' },
    { 'src/popup/a.tsx': "const a = <button onClick={() => openPage('popup.html')} />;" },
    { 'src/background/handlers.ts': 'await openTab(page);' },
  ],
  'nothing reads the clipboard': [{ 'src/ui/a.tsx': 'await navigator.clipboard.writeText(text);' }],
  'the browser downloads what the user chose': [
    { 'src/background/save-export.ts': 'await browser.downloads.download({ url: blobUrl });' },
    { 'src/background/a.ts': 'await browser.downloads.search({});' },
  ],
  'one place knows which browser it is': [
    { 'src/platform/engine-host/index.ts': 'if (import.meta.env.FIREFOX) f();' },
    { 'src/platform/a.ts': 'if (import.meta.env.DEV) f();' },
  ],
  'the domain has no clock and no dice': [
    { 'src/domain/a.ts': 'export const year = (at: number) => new Date(at).getUTCFullYear();' },
    { 'src/platform/clock.ts': 'export const now = () => Date.now();' },
  ],
  'no file is too long': [{ 'src/ui/a.tsx': lines(350), 'entrypoints/background.ts': lines(30) }],
  'most files are short': [{ 'src/a.ts': lines(90), 'src/b.ts': lines(90), 'src/c.ts': lines(200) }],
  'most functions are short': [{ 'src/a.ts': 'export const f = () => 1;' }],
  'folders are at most 4 deep': [{ 'src/a/b/c/e.ts': '' }],
  'no any': [{ 'src/a.ts': "// any: as any\nexport const any = 'x as any';" }],
  'no silenced compiler, no silenced lint without a reason': [
    { 'src/a.ts': `${comment} oxlint-disable-next-line no-console -- the log is the console\nf();` },
  ],
  'no error is swallowed': [
    { 'src/a.ts': 'try { f(); } catch (error) { report(error); }' },
    { 'src/a.ts': 'void f().catch((error: unknown) => report(error));' },
  ],
  'no test is skipped': [{ 'test/a.test.ts': "it('skips a beat', () => list.only(1));" }],
  'no test sleeps': [
    { 'test/a.test.ts': 'await new Promise((done) => setTimeout(done, 10));\nawait until(() => ready, 5000);' },
    { 'test/support/a.ts': 'setTimeout(next, gap);' },
    { 'test/support/a.ts': `${comment} observation window: nothing may come\nsetTimeout(done, 500);` },
  ],
};

const cases = (plants: Plants) =>
  Object.entries(plants).flatMap(([sentence, trees]) =>
    trees.map((tree): [string, string, string[]] => [
      sentence,
      Object.values(tree).join(' | ').slice(0, 60),
      rules[sentence]?.rule(Object.entries(tree).map(([path, text]) => ({ path, text }))) ?? [
        `no such rule: ${sentence}`,
      ],
    ]),
  );

describe('every rule catches what it is there for', () => {
  it.each(cases(faults))('%s: %s', (_sentence, _text, problems) => {
    expect(problems).not.toEqual([]);
  });

  it('has a planted fault and an innocent twin for each rule', () => {
    expect(Object.keys(faults).toSorted()).toEqual(Object.keys(rules).toSorted());
    expect(Object.keys(innocent).toSorted()).toEqual(Object.keys(rules).toSorted());
  });
});

describe('no rule is in the way of what is right', () => {
  it.each(cases(innocent))('%s: %s', (_sentence, _text, problems) => {
    expect(problems).toEqual([]);
  });
});
