import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'puppeteer';
import { launch } from '../browser.ts';
import type { LaunchedBrowser } from '../browser/launched-browser.ts';
import type { Site } from '../site/site.ts';

/** So that two browsers of one machine without a network find each other: the plain page hides its addresses else. */
export const peerFlags = ['--allow-loopback-in-peer-connection', '--disable-features=WebRtcHideLocalIpsWithMdns'];

const bundle = readFileSync(createRequire(import.meta.url).resolve('webtorrent/dist/webtorrent.min.js'), 'utf8');
const html = `<!doctype html><title>Peer</title><script type="module">
  import WebTorrent from './webtorrent.js';
  window.client = new WebTorrent({ tracker: { rtcConfig: { iceServers: [] } } });
  window.client.on('error', (error) => { window.trouble = String(error); });
</script>`;

/** The part of WebTorrent that is used in the page. */
interface PageTorrent {
  magnetURI: string;
  torrentFile: Uint8Array;
  progress: number;
  received: number;
  uploaded: number;
  numPeers: number;
  store: { get(index: number, part: object, got: (error: Error | null, bytes?: Uint8Array) => void): void };
  files: { name: string; blob(): Promise<Blob> }[];
  destroy(): void;
}
interface PageClient {
  seed(files: File[], options: object, done: (torrent: PageTorrent) => void): void;
  add(magnet: string, options: object): PageTorrent;
  torrents: PageTorrent[];
}
declare global {
  interface Window {
    client: PageClient;
  }
}

/** What a page shares. */
export interface Shared {
  readonly magnet: string;
  /** The .torrent file. */
  readonly file: Uint8Array;
}

/** A plain web page with WebTorrent as it comes from npm, in a browser of its own. */
export class SwarmPage {
  readonly #browser: LaunchedBrowser;
  readonly page: Page;

  private constructor(browser: LaunchedBrowser, page: Page) {
    this.#browser = browser;
    this.page = page;
  }

  /** Opens one on a site. */
  static async open(site: Site): Promise<SwarmPage> {
    site.add('webtorrent.js', { text: bundle, type: 'text/javascript', rate: null });
    site.add('peer.html', { text: html, type: 'text/html', rate: null });
    const browser = await launch({ build: null, extraArgs: peerFlags });
    const page = await browser.openTab(site.url('peer.html'));
    await page.waitForFunction(() => 'client' in window);
    return new SwarmPage(browser, page);
  }

  /** Of its browser's main process. */
  get pid(): number {
    return this.#browser.pid;
  }

  close(): Promise<void> {
    return this.#browser.close();
  }

  /**
   * Shares files of the site it stands on.
   * @param names of them; `folder/name` puts one into a folder
   * @param options of WebTorrent's `seed`
   */
  async seed(
    names: readonly string[],
    options: { name: string; announce: readonly string[]; pieceLength?: number },
  ): Promise<Shared> {
    const shared = await this.page.evaluate(
      async (wanted, given) => {
        const files = await Promise.all(
          wanted.map(async (name) => {
            const blob = await (await fetch(`/${encodeURIComponent(name)}`)).blob();
            return Object.assign(new File([blob], name.split('/').at(-1) ?? name), {
              fullPath: `/${given.name}/${name}`,
            });
          }),
        );
        return new Promise<{ magnet: string; file: number[] }>((resolve) => {
          window.client.seed(files, given, (torrent) =>
            resolve({ magnet: torrent.magnetURI, file: [...torrent.torrentFile] }),
          );
        });
      },
      names,
      options,
    );
    return { magnet: shared.magnet, file: new Uint8Array(shared.file) };
  }

  /** Of everything it shares it sends other bytes than it should from now on. */
  async lie(): Promise<void> {
    await this.page.evaluate(() => {
      for (const { store } of window.client.torrents) {
        const get = store.get.bind(store);
        store.get = (index, part, got) =>
          get(index, part, (error, bytes) => got(error, bytes && Uint8Array.from(bytes, (byte) => byte ^ 0xff)));
      }
    });
  }

  /** Begins to fetch a torrent. */
  async add(magnet: string): Promise<void> {
    await this.page.evaluate((link) => void window.client.add(link, {}), magnet);
  }

  /** SHA-256 of each file of its first torrent, in hexadecimal. */
  sha256(): Promise<string[]> {
    return this.page.evaluate(async () => {
      const files = window.client.torrents[0]?.files ?? [];
      const digests = files.map(async (file) =>
        crypto.subtle.digest('SHA-256', await (await file.blob()).arrayBuffer()),
      );
      return (await Promise.all(digests)).map((one) =>
        [...new Uint8Array(one)].map((byte) => byte.toString(16).padStart(2, '0')).join(''),
      );
    });
  }

  /** How far each torrent is (0 to 1), what it got from others and gave to them, bytes. */
  state(): Promise<{ progress: number; received: number; uploaded: number; peers: number }[]> {
    return this.page.evaluate(() =>
      window.client.torrents.map(({ progress, received, uploaded, numPeers }) => ({
        progress,
        received,
        uploaded,
        peers: numPeers,
      })),
    );
  }
}
