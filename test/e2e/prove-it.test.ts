import { beforeAll, describe, it } from 'vitest';
import { OptionsPage } from './options-page.ts';
import { Privacy } from './privacy.ts';
import { MiB, siteFor, Stage } from './stage.ts';

const host = (origin: string): string => new URL(origin).host;

/** What is recorded is compared with the site's own log elsewhere (traffic.test.ts); here, that it is shown as it is. */
describe('“Prove it”', () => {
  let stage: Stage;
  beforeAll(async () => {
    const opened = await Stage.open();
    stage = opened;
    return () => opened.close();
  });

  it('a download with everything off: none but the file’s own host, and the file is saved as any', async () => {
    const site = await siteFor({ files: { 'proof.bin': { size: 9 * MiB } } });
    const options = await OptionsPage.open(stage);
    await options.type('Link to a file', site.url('proof.bin'));
    await options.shows(`Only ${host(site.origin)} was contacted, the host of your link.`);
    await options.shows('Nothing was added to the list of contacts.');
    await stage.expectSaved(site, 'proof.bin');
  });

  it('names the hosts that the link’s own host named, and other downloads that went on meanwhile', async () => {
    const site = await siteFor({ rate: MiB, files: { 'led.bin': { size: 9 * MiB } } });
    const other = await siteFor({ rate: MiB / 4, files: { 'beside.bin': { size: 24 * MiB } } });
    site.add('get', { redirect: { to: site.url('led.bin', site.otherOrigin) } });
    await stage.add(other.url('beside.bin'));
    await other.waitFor(() => other.log('beside.bin').bytes > 0, 'the other download runs');
    const options = await OptionsPage.open(stage);
    await options.type('Link to a file', site.url('get'));
    await options.shows(`Only ${host(site.origin)}, the host of your link, was contacted, and hosts that it named.`);
    await options.shows(host(site.otherOrigin));
    await options.shows(`Other downloads went on meanwhile, from: ${host(other.origin)}`);
  });

  it('says so when somebody else was contacted, by the list of contacts or by what the browser saw', async () => {
    const site = await siteFor({ rate: MiB, files: { 'slow.bin': { size: 9 * MiB } } });
    const options = await OptionsPage.open(stage);
    await options.type('Link to a file', site.url('slow.bin'));
    await options.shows('Downloading, and writing down who is contacted.');
    const mismatch = { at: Date.now(), kind: 'unrecorded', host: 'else.test', detail: 'GET xmlhttprequest' };
    await new Privacy(stage).put('mismatches', mismatch);
    site.setRate(null);
    await options.shows('Somebody else was contacted. This must not happen: report it.');
    await options.shows('else.test');
  });

  it('sees what is sent in its last moment', async () => {
    const site = await siteFor({ rate: MiB, files: { 'last.bin': { size: 9 * MiB } } });
    const stranger = await siteFor({ files: { 'x.bin': { size: MiB } }, host: '127.0.0.2' });
    const options = await OptionsPage.open(stage);
    await options.type('Link to a file', site.url('last.bin'));
    await options.shows('Downloading, and writing down who is contacted.');
    await site.waitFor(() => site.log('last.bin').bytes > 4 * MiB, 'it is under way');
    const worker = await stage.browser.background();
    await worker.evaluate((url) => fetch(url).then(() => 0), stranger.url('x.bin'));
    site.setRate(null);
    await options.shows('Somebody else was contacted. This must not happen: report it.');
    await options.shows(host(stranger.origin));
  });

  it('is refused while a switch is on', async () => {
    const privacy = new Privacy(stage);
    await privacy.plant('updates');
    const site = await siteFor({ files: { 'refused.bin': { size: 9 * MiB } } });
    const options = await OptionsPage.open(stage);
    await options.type('Link to a file', site.url('refused.bin'));
    await options.shows('Some switches are on.');
    await privacy.call('grant.take-back', { purpose: 'updates' });
  });
});
