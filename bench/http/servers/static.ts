import { createHash } from 'node:crypto';
import { closeSync, openSync, readFileSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { plainContent, views } from '../../../test/support/site/content.ts';
import { type ShapedLink, shapeLink } from './link.ts';
import { freePort, startNginx } from './nginx.ts';
import type { BenchServer, Exchange, Offer } from './server.ts';

const page = 'index.html';
const loopback = '127.0.0.1';

/**
 * nginx that sends one file, under any address, as fast as it can (sendfile, from the page cache).
 * @param link bits/s of a network of its own; undefined: loopback
 */
export async function startStatic(link: number | undefined, bytes: number): Promise<BenchServer> {
  const shaped: ShapedLink | null = link === undefined ? null : shapeLink(link);
  const host = shaped?.address ?? loopback;
  const port = await freePort(host);
  const nginx = await startNginx((folder) => serving(folder, host, port), { host, port });
  const sha256 = writeContent(join(nginx.folder, 'content'), bytes);
  const origin = `http://${host}:${port}`;
  return {
    within: shaped?.within ?? [],
    origin,
    offer(label) {
      const name = `${label}.bin`;
      writeFileSync(join(nginx.folder, page), `<!doctype html><title>File</title><a href="/${name}">${name}</a>`);
      return Promise.resolve({ name, bytes, sha256, page: `${origin}/`, cookie: null, urls: [`${origin}/${name}`] });
    },
    exchanges: (offer) => Promise.resolve(readLog(join(nginx.folder, 'requests.log'), offer)),
    cpu: () => nginx.cpu(),
    async close() {
      await nginx.close();
      shaped?.close();
    },
  };
}

function serving(folder: string, host: string, port: number): string {
  writeFileSync(join(folder, 'requests.log'), '');
  return `
    sendfile on;
    tcp_nopush on;
    log_format bench '$msec $request_time $body_bytes_sent $request_uri $http_range';
    server {
      listen ${host}:${port};
      root ${folder};
      location = / { default_type text/html; access_log off; try_files /${page} =404; }
      # Nothing else: a favicon of a gigabyte would keep the browser busy.
      location / { return 404; }
      location ~ [.]bin$ {
        access_log ${folder}/requests.log bench;
        add_header Cache-Control no-store;
        try_files /content =404;
      }
    }
  `;
}

/** @returns the hash in hex */
function writeContent(path: string, bytes: number): string {
  const hash = createHash('sha256');
  const file = openSync(path, 'w');
  for (const view of views(plainContent('bench', bytes))) {
    hash.update(view);
    for (let at = 0; at < view.length;) at += writeSync(file, view, at);
  }
  closeSync(file);
  return hash.digest('hex');
}

/** nginx writes a line when a request is over: time, s since 1970; how long it took, s; body bytes; address; range or -. */
function readLog(path: string, { name }: Offer): Exchange[] {
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines
    .map((line) => line.split(' '))
    .filter(([, , , uri]) => uri === `/${name}`)
    .map(([ended, took, bytes, , range = '-']) => {
      const lastAt = Math.round(Number(ended) * 1000);
      return {
        begunAt: lastAt - Math.round(Number(took) * 1000),
        lastAt,
        bytes: Number(bytes),
        range: range === '-' ? null : range,
        running: false,
      };
    });
}
