/// <reference types="chrome" />
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { filled } from '#domain/policy/wires/statistics';
import { browserName } from '../support/browser/browser-name.ts';
import { holds } from '../support/observe.ts';
import { enginePage } from './inside.ts';
import { Privacy } from './privacy.ts';
import { json, RawService } from './service.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const report = filled('language', 'de');

/** What the browser shows of our own requests, held against ledger and tasks. Each test goes on from the one before. */
describe('the second witness', () => {
  let stage: Stage;
  let privacy: Privacy;
  beforeAll(async () => {
    stage = await Stage.open();
    privacy = new Privacy(stage);
    await privacy.plant('statistics');
  });
  afterAll(() => stage.close());

  const found = async () => (await privacy.call('witness.read', {})).mismatches;
  const foundAs = async () => (await found()).map(({ kind, host, detail }) => ({ kind, host, detail }));

  it('finds nothing when there are downloads and contacts as there should be', async () => {
    const service = await RawService.start();
    service.answer = json({ counted: true });
    await privacy.call('service.set', { address: service.entered });
    await privacy.make('statistics', 'report', report);
    const site = await siteFor({ files: { 'a.bin': { size: 4 * MiB } } });
    site.add('leads.bin', { redirect: { to: site.url('a.bin', site.otherOrigin) } });
    await stage.add(site.url('a.bin'));
    await stage.add(site.url('leads.bin'));
    await stage.until(
      async () => (await stage.tasks()).filter((t) => t.state.kind === 'done').length === 2,
      'both are done',
    );
    // What is found comes after all that was seen before it.
    await (await stage.browser.background()).evaluate((url) => fetch(url).then(() => 0), `${service.address}/v1/leak`);
    await stage.until(async () => (await found()).length > 0, 'the leak is found');
    expect(await foundAs()).toEqual([{ kind: 'unrecorded', host: service.host, detail: 'GET xmlhttprequest' }]);
    const popup = await stage.browser.openPage('popup.html');
    const banner = await popup.waitForSelector('.mismatch[role=alert]');
    expect(await banner!.evaluate((line) => line.textContent)).toContain(`Perseid contacted ${service.host}`);
    await popup.close();
    const options = await stage.browser.openPage('options.html');
    const list = await options.waitForSelector('.mismatches[role=alert] li');
    expect(await list!.evaluate((line) => line.textContent)).toContain(service.host);
    await options.close();
  });

  it('sees an unrecorded request of the background, of the engine page, and a second one for a single entry', async () => {
    await privacy.call('ledger.erase', {});
    const service = await RawService.start();
    service.answer = json({ counted: true });
    await privacy.call('service.set', { address: service.entered });
    const { host, address } = service;
    const worker = await stage.browser.background();
    await privacy.put('privacy', 0, 'last statistics report');
    await privacy.make('statistics', 'report', report);
    await worker.evaluate((url) => fetch(url, { method: 'POST' }).then(() => 0), `${address}/v1/statistics`);
    await (
      await enginePage(stage)
    ).evaluate((url) => {
      navigator.sendBeacon(`${url}/beacon`, 'x');
      new Image().src = `${url}/image`;
      const frame = document.createElement('iframe');
      frame.src = `${url}/frame`;
      document.body.append(frame);
      // To no tracker of a torrent: refused by a guard, before anything could be seen.
      try {
        console.info(new WebSocket(`${url.replace('http', 'ws')}/socket`).url);
      } catch (error) {
        console.info(error);
      }
    }, address);
    await stage.until(async () => (await found()).length >= 2, 'both are found');
    expect(new Set((await foundAs()).map(({ detail }) => detail))).toEqual(
      new Set(['POST xmlhttprequest', browserName === 'firefox' ? 'POST beacon' : 'POST ping']),
    );
    // The rest is closed by the manifest, and the socket by the engine page's guard.
    const elsewhere = () => service.requests.filter(({ line }) => !/ \/(v1\/statistics|beacon) /.test(line));
    await holds(() => elsewhere().length === 0, 'nothing else is asked', 1000);
    expect(await foundAs()).toEqual(
      await foundAs().then((all) => all.map((one) => ({ ...one, kind: 'unrecorded', host }))),
    );
  });

  it('sees a socket in Firefox; Chromium shows none, as docs/privacy.md says', async () => {
    await privacy.call('ledger.erase', {});
    const service = await RawService.start();
    const socket = `${service.address.replace('http', 'ws')}/socket`;
    await (
      await stage.browser.background()
    ).evaluate((url) => new Promise((done) => new WebSocket(url).addEventListener('error', () => done(0))), socket);
    expect(service.requests).toHaveLength(1);
    const leak = { kind: 'unrecorded', host: service.host, detail: 'GET websocket' };
    await expect.poll(foundAs, { timeout: 10_000 }).toEqual(browserName === 'firefox' ? [leak] : []);
  });

  it('sees that something else was sent than the ledger says: another path, another body, or one to a download’s host', async () => {
    await privacy.call('ledger.erase', {});
    const service = await RawService.start();
    service.answer = json({ counted: true });
    await privacy.call('service.set', { address: service.entered.replace('/#', '/below/#') });
    const worker = await stage.browser.background();
    const sendAs = async (path: string, body: string): Promise<void> => {
      // A contact of which the ledger is true, and which never goes out: its place is taken.
      await privacy.put('privacy', 0, 'last statistics report');
      await worker.evaluate(() => {
        const sound = globalThis.fetch;
        globalThis.fetch = () => {
          globalThis.fetch = sound;
          return Promise.resolve(Response.json({ counted: true }));
        };
      });
      await privacy.make('statistics', 'report', report);
      await worker.evaluate(
        (url, text) =>
          fetch(url, { method: 'POST', body: text, headers: { 'Content-Type': 'application/json' } }).then(() => 0),
        service.address + path,
        body,
      );
    };
    // Its headers are the browser's own, which is another matter.
    const unrecorded = async () => (await foundAs()).filter(({ kind }) => kind === 'unrecorded');
    await sendAs('/below/v1/statistics', JSON.stringify(report));
    expect(await unrecorded()).toEqual([]);
    const leak = { kind: 'unrecorded', host: service.host, detail: 'POST xmlhttprequest' };
    await sendAs('/above/below/v1/statistics', JSON.stringify(report));
    await expect.poll(unrecorded).toEqual([leak]);
    await sendAs('/below/v1/statistics', JSON.stringify({ ...report, id: 1 }));
    await expect.poll(unrecorded).toEqual([leak, leak]);
    const site = await siteFor({ files: { 'b.bin': { size: 4 * MiB } } });
    await stage.add(site.url('b.bin'));
    await stage.expectSaved(site, 'b.bin');
    await worker.evaluate((url) => fetch(url, { method: 'POST', body: 'x' }).then(() => 0), site.url('b.bin'));
    await expect.poll(unrecorded).toEqual([leak, leak, { ...leak, host: new URL(site.origin).host }]);
  });

  it('sees a header that should not be there', async () => {
    await privacy.call('ledger.erase', {});
    const service = await RawService.start();
    service.answer = json({ counted: true });
    await privacy.call('service.set', { address: service.entered });
    await (
      await stage.control()
    ).evaluate(
      (url, id) => {
        // Firefox has no names for its words.
        const planted: unknown = {
          id: 7,
          priority: 9,
          action: {
            type: 'modifyHeaders',
            requestHeaders: [{ header: 'X-Planted', operation: 'set', value: '1' }],
          },
          condition: { urlFilter: `|${url}`, initiatorDomains: [id] },
        };
        return chrome.declarativeNetRequest.updateSessionRules({
          addRules: [planted as chrome.declarativeNetRequest.Rule],
        });
      },
      service.address,
      stage.browser.extensionId,
    );
    await privacy.put('privacy', 0, 'last statistics report');
    await privacy.make('statistics', 'report', report);
    await stage.until(async () => (await found()).length > 0, 'it is found');
    const mismatches = await foundAs();
    expect(mismatches).toMatchObject([{ kind: 'headers', host: service.host }]);
    expect(mismatches[0]?.detail.toLowerCase()).toBe('x-planted');
  });
});
