import { describe, expect, test } from 'vitest';
import { patient, soon, usePages } from './preview/pages.ts';

const p = usePages();

/** Drops files on the page, by name and text. */
const drop = (files: Readonly<Record<string, string>>) =>
  p.page.evaluate((all) => {
    const dataTransfer = new DataTransfer();
    for (const [name, text] of Object.entries(all)) dataTransfer.items.add(new File([text], name));
    document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
  }, files);

describe('popup: adding and steering', { timeout: patient }, () => {
  const field = 'aria/Link to download[role="textbox"]';

  test('several links at once; a bad one gets a sentence and adds nothing', async () => {
    await p.openPopup('empty');
    await p.page.type(field, 'https://a.example.org/one.iso ftp://b/two');
    await (await p.page.waitForSelector('aria/Add[role="button"]'))?.click();
    await expect.poll(p.words, soon).toContain('“ftp://b/two” is not a link.');
    expect(await p.calls()).toBe('');
    await p.page.click(field, { count: 3 });
    await p.page.type(field, 'https://a.example.org/one.iso https://a.example.org/two.iso');
    await p.press('Enter');
    await expect.poll(p.words, soon).toContain('2 links added.');
    await p.page.waitForSelector(p.row('two.iso'));
    expect(await p.calls()).toBe('task.add https://a.example.org/one.iso; task.add https://a.example.org/two.iso');
    expect(await p.page.$eval('textarea', (element) => element.value)).toBe('');
  });

  test('another extension that asks: one after the other, and what is decided is remembered', async () => {
    await p.open('popup/index.html?scene=three&callers');
    await expect
      .poll(p.words, soon)
      .toContain('Another extension wants to add 3 downloads. Its id: abcdefghijklmnopabcdefghijklmnop');
    await (await p.page.waitForSelector('aria/Refuse[role="button"]'))?.click();
    await expect
      .poll(p.words, soon)
      .toContain('Another extension wants to add a download. Its id: links@collector.example');
    await expect.poll(p.calls, soon).toContain('{"id":"abcdefghijklmnopabcdefghijklmnop","allowed":false}]');
    await (await p.page.waitForSelector('aria/Allow[role="button"]'))?.click();
    await expect.poll(p.calls, soon).toContain('{"id":"links@collector.example","allowed":true}]');
    expect(await p.words()).not.toContain('Another extension');
  });

  test('a range stands for many: how many, from where to where, is said before; one that cannot be is refused in words', async () => {
    await p.openPopup('empty');
    await p.page.type(field, 'https://a.example.org/photo[08:11].jpg');
    await expect
      .poll(p.words, soon)
      .toContain('Adds 4 links, from https://a.example.org/photo08.jpg to https://a.example.org/photo11.jpg');
    await p.press('Enter');
    await expect.poll(p.words, soon).toContain('4 links added.');
    expect((await p.calls()).split('; ')).toEqual(
      ['08', '09', '10', '11'].map((n) => `task.add https://a.example.org/photo${n}.jpg`),
    );
    await p.page.type(field, 'https://a.example.org/[1:9:0]');
    await expect.poll(p.words, soon).toContain('The step of [1:9:0] is 0.');
    await p.press('Enter');
    await expect.poll(p.words, soon).toContain('The step of [1:9:0] is 0.');
    expect((await p.calls()).split('; ')).toHaveLength(4);
  });

  test('a site not allowed yet is asked for in the click; a refusal says what is missing and keeps the text', async () => {
    await p.openPopup('empty');
    await p.page.type(field, 'https://files.new/a.iso');
    await expect.poll(p.words, soon).toContain('The browser will ask whether Perseid may read files.new.');
    await p.press('Enter');
    await expect.poll(p.words, soon).toContain('Added.');
    expect(await p.calls()).toBe('requestSites files.new; task.add https://files.new/a.iso');
    await p.page.type(field, 'https://deny.new/b.iso');
    await expect.poll(p.words, soon).toContain('may read deny.new');
    await p.press('Enter');
    await expect.poll(p.words, soon).toContain('Perseid may not read deny.new yet.');
    expect(await p.page.$eval('textarea', (element) => element.value)).toBe('https://deny.new/b.iso');
    expect(await p.page.evaluate(() => localStorage.length)).toBe(0);
  });

  test('an engine that fails is told in words', async () => {
    await p.openPopup('empty');
    await p.page.type(field, 'https://fails.example.org/a.iso');
    await p.press('Enter');
    await expect.poll(p.words, soon).toContain('There is not enough room on your disk.');
  });

  test('a dropped link lands in the field', async () => {
    await p.openPopup('empty');
    await p.page.evaluate(() => {
      const dataTransfer = new DataTransfer();
      dataTransfer.setData('text/uri-list', 'https://dropped.example.org/x.iso');
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    });
    await expect
      .poll(() => p.page.$eval('textarea', (area) => area.value), soon)
      .toBe('https://dropped.example.org/x.iso');
  });

  test('dropped files are opened as what they are: a torrent at once, lists and Metalinks after a look at them', async () => {
    await p.openPopup('empty');
    await drop({
      'list.txt': 'https://files.example.org/a.iso\n  out=named.iso\nno link\n',
      'set.meta4':
        '<metalink xmlns="urn:ietf:params:xml:ns:metalink"><file name="b.iso"><url>https://m.example.org/1</url></file></metalink>',
      film: 'd8:announce0:e',
    });
    await expect
      .poll(p.words, soon)
      .toMatch(/list\.txt The list holds 1 download\. 1 line is no link.*set\.meta4 The list holds 1 download\./s);
    await expect.poll(p.calls, soon).toBe('torrent.open 14');
    await (await p.page.waitForSelector('aria/Add them[role="button"]'))?.click();
    await expect.poll(p.words, soon).toContain('2 links added.');
    expect((await p.calls()).split('; ').slice(1)).toEqual([
      'requestSites files.example.org m.example.org',
      'task.add https://files.example.org/a.iso',
      'task.add https://m.example.org/1',
    ]);
    expect(await p.page.$('.offer')).toBeNull();
    await drop({ 'picture.png': '\u0089PNG' });
    await expect.poll(p.words, soon).toContain('There is no link in this list.');
    expect(await p.page.$('aria/Add them[role="button"]')).toBeNull();
    await (await p.page.waitForSelector('aria/Close[role="button"]'))?.click();
    await expect.poll(() => p.page.$('.offer'), soon).toBeNull();
  });

  test('what stays with the browser says why and offers to take over from then on', async () => {
    await p.openPopup('many');
    const item = await p.page.waitForSelector(p.row('big.iso'));
    await expect.poll(p.words, soon).toContain('In the browser: form');
    await (await item?.waitForSelector('aria/Take over downloads from this site[role="button"]'))?.click();
    await expect.poll(p.words, soon).toContain('It works from the next download on');
    expect(await p.calls()).toBe('requestSites new.example.net');
  });

  test('a changed file can only be begun anew', async () => {
    await p.openPopup('many');
    const item = await p.page.waitForSelector(p.row('report.pdf'));
    await (await item?.waitForSelector('aria/Start again[role="button"]'))?.click();
    await expect.poll(p.calls, soon).toMatch(/^task.restart /);
  });

  test('a file that is gone is said to be gone', async () => {
    await p.openPopup('three');
    await (await p.page.waitForSelector('aria/Show in folder[role="button"]'))?.click();
    await expect.poll(p.words, soon).toContain('The file is no longer where it was saved.');
  });
});
