import { describe, expect, it } from 'vitest';
import { wordsFor } from '#domain/i18n/words';
import { days } from '#domain/policy/units';
import { optionsWords } from '../../src/options/words.ts';
import { holds } from '../support/observe.ts';
import { OptionsPage } from './options-page.ts';
import { bundle, counted, opened, report, silence } from './service-stage.ts';
import { MiB, siteFor } from './stage.ts';

describe('what cannot be sent now', () => {
  it.each(['clicked', 'pasted'])('BC22: a download that begins (%s) ends what is under way', async (how) => {
    const { stage, service, privacy } = await opened();
    service.answer = silence;
    await privacy.plant('statistics');
    await privacy.call('service.set', { address: service.entered });
    const site = await siteFor({ rate: MiB, files: { 'new.bin': { size: 64 * MiB } } });
    const begun = Date.now();
    const { payload } = await privacy.report();
    await service.got(1);
    if (how === 'clicked') await stage.click(site, 'new.bin');
    else await stage.add(site.url('new.bin'));
    await stage.until(() => service.requests[0]?.gone, 'the connection is closed', 5000);
    await stage.until(async () => (await privacy.ledger({ text: 'aborted' })).length === 1, 'the ledger says so');
    expect(service.requests).toHaveLength(1);
    // It is not lost, and may have arrived: it is made again when nothing downloads, and its interval is over.
    await stage.until(async () => (await privacy.putOff()).length === 1, 'it waits');
    service.answer = counted;
    site.setRate(null);
    await stage.expectSaved(site, 'new.bin');
    await stage.until(
      async () => ((await privacy.alarm()) ?? 0) > begun + 7 * days - 60_000,
      'it waits for its interval',
    );
    expect(service.requests).toHaveLength(1);
    await privacy.put('privacy', 0, 'last statistics report');
    await privacy.ring();
    await service.got(2);
    for (const { body } of service.requests) expect(body).toBe(JSON.stringify(payload));
    await stage.until(async () => (await privacy.ledger({ text: 'answered' })).length === 1, 'the ledger says so');
    expect(await privacy.putOff()).toEqual([]);
  });

  it('what is put off waits until its entry is written, in one step with it: a death in between loses neither', async () => {
    const { stage, service, privacy } = await opened();
    service.answer = counted;
    await privacy.accept();
    await privacy.put('privacy', Date.now(), 'last statistics report');
    await privacy.call('service.set', { address: service.entered });
    // By the switch: Firefox has to agree, too, or a background that starts anew ends the grant.
    const options = await OptionsPage.open(stage);
    await options.press(wordsFor(['en'], optionsWords)('purpose.statistics'), 'switch');
    await privacy.drawn();
    await privacy.make('statistics', 'report', report);
    await privacy.call('ledger.erase', {});
    await privacy.put('privacy', 0, 'last statistics report');
    // The ledger cannot be written while somebody else writes it.
    const release = await privacy.hold('ledger');
    await privacy.ring();
    await holds(() => service.requests.length === 0, 'nothing is sent', 500);
    await stage.browser.stopServiceWorker();
    await release();
    expect(await privacy.putOff()).toHaveLength(1);
    expect(await privacy.all('ledger')).toEqual([]);
    expect(service.requests).toEqual([]);
    await privacy.ring();
    await service.got(1);
    await stage.until(async () => (await privacy.ledger({ text: 'answered' })).length === 1, 'the ledger says so');
    expect(await privacy.putOff()).toEqual([]);
    expect(await privacy.ledger()).toHaveLength(1);
  });

  it('a contact that breaks down does not end the others: the next is set all the same', async () => {
    const { stage, service, privacy } = await opened();
    await privacy.plant('updates');
    const worker = await stage.browser.background();
    await worker.evaluate(() => {
      const rules = chrome.declarativeNetRequest;
      const sound = rules.updateSessionRules.bind(rules);
      rules.updateSessionRules = () => {
        rules.updateSessionRules = sound;
        throw new Error('planted');
      };
    });
    service.answer = bundle;
    const begun = Date.now();
    await privacy.call('service.set', { address: service.entered });
    await stage.until(async () => ((await privacy.alarm()) ?? 0) >= begun + days, 'the next is set');
    expect(await privacy.ledger()).toMatchObject([{ outcome: { kind: 'begun' } }]);
    await privacy.put('privacy', 0, 'last updates bundle');
    await privacy.ring();
    await service.got(1);
    await stage.until(async () => (await privacy.ledger({ text: 'answered' })).length === 1, 'the ledger says so');
  });
});
